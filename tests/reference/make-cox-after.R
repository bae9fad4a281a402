# Writes values-cox-after.tsv: what follows a Cox fit, and the exact marginal
# likelihood.  Run by hand, in this folder, with R 4.2 and survival 3.5-3; the
# data are those that the other scripts write.
suppressMessages(library(survival))
options(digits = 17, warn = 1)
rows <- character()
text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))
value <- function(command, address, x, tolerance = "1e-9")
  rows <<- c(rows, paste(paste("estimate cox", command), paste0("cox/", address),
    text(x), tolerance, sep = "\t"))
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
# cox.zph() takes no integers where weights or one covariate are integers
fit <- function(formula, data, ...)
  eval(substitute(coxph(formula, data, control = control, ...)), list2env(list(control = control), parent = parent.frame()))
as_double <- function(d) {
  d[] <- lapply(d, function(x) if (is.integer(x)) as.double(x) else x)
  d
}

# ---- what each fit gives -------------------------------------------------------
concordance_of <- function(f, options, ...) {
  c <- concordance(f, ...)
  value(options, "///concordance", c$concordance)
  value(options, "///concordance_std_error", sqrt(c$var))
}

zph_of <- function(f, options, names) for (transform in c("km", "identity", "rank", "log")) {
  table <- cox.zph(f, transform)$table
  command <- sub(" ([^ ]*)$", paste0(" --zph=", transform, " \\1"), options)
  for (i in seq_len(nrow(table))) {
    at <- paste0("//zph(", c(names, "GLOBAL")[i], ")/")
    # R's fit is where the score is 1e-9 or so, of which small statistics know
    value(command, paste0(at, "statistic"), table[i, 1], "1e-8")
    value(command, paste0(at, "df"), table[i, 2])
    value(command, paste0(at, "p_value"), table[i, 3], "1e-8")
  }
}

# rows: numbers in the file of those in the fit; shown: which of them
residuals_of <- function(f, options, names, rows, times, shown) {
  for (type in c("martingale", "deviance", "score", "dfbeta")) {
    command <- sub(" ([^ ]*)$", paste0(" --residuals=", type, " \\1"), options)
    r <- as.matrix(residuals(f, type))
    for (i in shown) for (j in seq_len(ncol(r))) value(command,
      paste0(rows[i], "/", times[i], "/", if (ncol(r) > 1 || type %in% c("score", "dfbeta")) names[j], "/", type),
      r[i, j], "1e-8")
  }
}

# Of data without strata, so that the events are in order of time.
schoenfeld_of <- function(f, options, names, rows, time, event, shown) {
  order <- order(time, !event)
  place <- match(seq_along(time), order[event[order]])
  for (type in c("schoenfeld", "scaledsch")) {
    ours <- c(schoenfeld = "schoenfeld", scaledsch = "scaled-schoenfeld")[type]
    command <- sub(" ([^ ]*)$", paste0(" --residuals=", ours, " \\1"), options)
    r <- as.matrix(residuals(f, type))
    for (i in shown) for (j in seq_len(ncol(r))) value(command,
      paste0(rows[i], "/", time[i], "/", names[j], "/", sub("-", "_", ours)),
      r[place[i], j], "1e-8")
  }
}

survival_of <- function(f, options, new, new_text, times, groups = "") {
  s <- summary(survfit(f, newdata = new), times = times, extend = TRUE)
  command <- sub(" ([^ ]*)$", paste0(" --survival-at=", paste(times, collapse = ","),
    " --new=", new_text, " \\1"), options)
  k <- 0
  for (group in groups) for (time in times) {
    k <- k + 1
    at <- paste0(group, "/", time, "/", new_text, "/")
    value(command, paste0(at, "survival"), s$surv[k])
    value(command, paste0(at, "std_error"), s$std.err[k])
    value(command, paste0(at, "conf_low"), s$lower[k])
    value(command, paste0(at, "conf_high"), s$upper[k])
  }
}

# ---- lung: Efron and Breslow, few ties ------------------------------------------
d <- lung[, c("time", "status", "age", "sex", "ph.ecog", "inst")]
d$row <- seq_len(nrow(d))
d <- as_double(na.omit(d[, -6]))
for (ties in c("efron", "breslow")) {
  f <- fit(Surv(time, status) ~ age + factor(sex) + ph.ecog, d, ties = ties)
  options <- paste0("--time=time --event=status --event-is=2 ",
    "--covariates=age,factor(sex),ph.ecog --ties=", ties, " lung.csv")
  columns <- c("age", "factor(sex)=2", "ph.ecog")
  concordance_of(f, options)
  concordance_of(f, sub("lung.csv", "--tau=500 lung.csv", options, fixed = TRUE), ymax = 500)
  concordance_of(f, sub("lung.csv", "--concordance=uno --tau=500 lung.csv", options, fixed = TRUE),
    ymax = 500, timewt = "n/G2")
  zph_of(f, options, c("age", "factor(sex)", "ph.ecog"))
  residuals_of(f, options, columns, d$row, d$time, c(1, 3, 90, 227))
  schoenfeld_of(f, options, columns, d$row, d$time, d$status == 2, c(1, 2, 90))
  survival_of(f, options, data.frame(age = 60, sex = 1, ph.ecog = 1),
    "age:60,sex:1,ph.ecog:1", c(5, 100, 365.25, 1022))
}

# ---- ties: up to 40 events at one time, one covariate ---------------------------
d <- as_double(read.csv("data/ties.csv"))
for (ties in c("efron", "breslow")) {
  f <- fit(Surv(time, status) ~ sex, d, ties = ties)
  options <- paste0("--time=time --event=status --event-is=2 --covariates=sex --ties=",
    ties, " ties.csv")
  concordance_of(f, options)
  concordance_of(f, sub("ties.csv", "--concordance=uno ties.csv", options), timewt = "n/G2")
  zph_of(f, options, "sex")
  residuals_of(f, options, "sex", seq_len(nrow(d)), d$time, c(1, 2, 60))
  schoenfeld_of(f, options, "sex", seq_len(nrow(d)), d$time, d$status == 2, c(1, 2))
  survival_of(f, options, data.frame(sex = 2), "sex:2", c(100, 500, 900))
}

# ---- veteran: strata, a factor of four levels, a product -------------------------
d <- veteran
d$celltype <- factor(d$celltype, levels = unique(as.character(d$celltype)))
f <- fit(Surv(time, status) ~ celltype + karno + age + strata(trt), d)
options <- "--time=time --event=status --covariates=celltype,karno,age --strata=trt veteran.csv"
columns <- c(paste0("celltype=", levels(d$celltype)[-1]), "karno", "age")
concordance_of(f, options)
zph_of(f, options, c("celltype", "karno", "age"))
residuals_of(f, options, columns, seq_len(nrow(d)), d$time, c(1, 70, 137))
survival_of(f, options, data.frame(celltype = "adeno", karno = 40, age = 61),
  "celltype:adeno,karno:40,age:61", c(10, 100, 300), c("1", "2"))
f <- fit(Surv(time, status) ~ log(age) * factor(prior) + I(karno^2), d)
options <- "--time=time --event=status --covariates=log(age)*factor(prior),karno^2 veteran.csv"
survival_of(f, options, data.frame(age = 50, prior = 10, karno = 70),
  "age:50,prior:10,karno:70", c(30, 90))
survival_of(f, options, data.frame(age = 50, prior = 0, karno = 70),
  "age:50,prior:0,karno:70", c(30, 90))

# ---- records that start late ------------------------------------------------------
d <- as_double(read.csv("data/heart-records.csv"))
for (ties in c("efron", "breslow")) {
  f <- fit(Surv(start, stop, event) ~ transplant + surgery, d, ties = ties)
  options <- paste0("--start=start --time=stop --event=event --covariates=transplant,surgery --ties=",
    ties, " heart-records.csv")
  concordance_of(f, options)
  zph_of(f, options, c("transplant", "surgery"))
  residuals_of(f, options, c("transplant", "surgery"), seq_len(nrow(d)), d$stop, c(1, 5, 100))
  schoenfeld_of(f, options, c("transplant", "surgery"), seq_len(nrow(d)), d$stop, d$event == 1, c(1, 2))
  survival_of(f, options, data.frame(transplant = 1, surgery = 0),
    "transplant:1,surgery:0", c(30, 100, 1000))
}
f <- fit(Surv(start, stop, event) ~ transplant + surgery, d, cluster = id)
options <- "--start=start --time=stop --event=event --covariates=transplant,surgery --cluster=id heart-records.csv"
concordance_of(f, options, cluster = d$id)
survival_of(f, options, data.frame(transplant = 1, surgery = 0), "transplant:1,surgery:0", c(30, 1000))
residuals_of(f, options, c("transplant", "surgery"), seq_len(nrow(d)), d$stop, c(1, 5))

# ---- weights ------------------------------------------------------------------------
d <- as_double(read.csv("data/weighted.csv"))
d$celltype <- factor(d$celltype, levels = unique(as.character(d$celltype)))
for (ties in c("efron", "breslow")) {
  f <- fit(Surv(time, status) ~ celltype + karno, d, weights = count, ties = ties)
  options <- paste0("--time=time --event=status --weight=count --covariates=celltype,karno --ties=",
    ties, " weighted.csv")
  concordance_of(f, options)
  zph_of(f, options, c("celltype", "karno"))
  columns <- c(paste0("celltype=", levels(d$celltype)[-1]), "karno")
  residuals_of(f, options, columns, seq_len(nrow(d)), d$time, c(1, 50))
  schoenfeld_of(f, options, columns, seq_len(nrow(d)), d$time, d$status == 1, 1)
  survival_of(f, options, data.frame(celltype = "adeno", karno = 40), "celltype:adeno,karno:40", c(10, 100))
}

# ---- the exact marginal likelihood, by integrate() ------------------------------------
marginal <- function(beta, time, event, x) {
  sum(sapply(unique(time[event]), function(t) {
    tied <- event & time == t
    others <- sum(exp(beta * x[time >= t & !tied]))
    if (others == 0) return(0)
    m <- sum(tied & x == 0); k <- sum(tied & x == 1)
    f <- function(t) (-expm1(-t / others))^m * (-expm1(-t * exp(beta) / others))^k * exp(-t)
    log(integrate(f, 0, Inf, rel.tol = 1e-13, abs.tol = 0, subdivisions = 1000)$value)
  }))
}
marginal_of <- function(command, term, time, event, x) {
  # two levels of differences, whose errors are of the fourth order
  slope <- function(b, h = 1e-2) (8 * (marginal(b + h, time, event, x) - marginal(b - h, time, event, x)) -
    (marginal(b + 2 * h, time, event, x) - marginal(b - 2 * h, time, event, x))) / (12 * h)
  b <- uniroot(slope, c(-4, 4), tol = 1e-13)$root
  h <- 1e-2
  information <- -(8 * (slope(b + h) - slope(b - h)) - (slope(b + 2 * h) - slope(b - 2 * h))) / (12 * h)
  value(command, "///loglik", marginal(b, time, event, x), "1e-11")
  value(command, "///loglik_null", marginal(0, time, event, x), "1e-11")
  value(command, paste0("//", term, "/coef"), b, "1e-7")
  value(command, paste0("//", term, "/std_error"), 1 / sqrt(information), "1e-6")
}
d <- MASS::gehan
marginal_of("--time=time --event=cens --covariates=treat@control --ties=exact-marginal gehan.csv",
  "treat=6-MP", d$time, d$cens == 1, as.numeric(d$treat == "6-MP"))
d <- aml
marginal_of("--time=time --event=status --covariates=x@Maintained --ties=exact-marginal aml.csv",
  "x=Nonmaintained", d$time, d$status == 1, as.numeric(d$x == "Nonmaintained"))

writeLines(c("command\taddress\tvalue\ttolerance", rows), "values-cox-after.tsv")
cat(length(rows), "values\n")
