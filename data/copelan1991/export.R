# Exports the data set `bmt` of the R package KMsurv as patients.csv.
# Run once, in this folder: Rscript export.R
# The rows are those of the package; a patient number is put in front.

library(KMsurv)
data(bmt)
write.csv(cbind(patient = seq_len(nrow(bmt)), bmt), "patients.csv",
          row.names = FALSE, quote = FALSE)
