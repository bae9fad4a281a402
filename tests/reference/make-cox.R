# Writes values-cox.tsv, and the data sets that only it uses.  Run by hand, in
# this folder, with R 4.2 and its packages survival, KMsurv and MASS; the tests
# themselves need no R.
suppressMessages({
  library(survival)
  library(KMsurv)
  library(MASS)
})
options(digits = 17, warn = 1)
control <- suppressWarnings(coxph.control(eps = 1e-14, toler.chol = 1e-13, iter.max = 100))
rows <- character()
text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))
value <- function(command, address, x, tolerance)
  rows <<- c(rows, paste(paste("estimate", command), address, text(x), tolerance, sep = "\t"))
# too small for a double
below <- function(p) ifelse(p == 0, NA, p)
save_csv <- function(d, name)
  write.csv(d, file.path("data", name), row.names = FALSE, quote = FALSE)

# ---- data --------------------------------------------------------------------
data(bmt, larynx, package = "KMsurv")
lung <- read.csv("data/lung.csv")
larynx$stage <- as.numeric(larynx$stage)
heart <- transform(survival::heart[, c("start", "stop", "event", "age", "year", "surgery", "transplant", "id")],
  transplant = as.numeric(as.character(transplant)))
save_csv(heart, "heart.csv")
save_csv(survival::bladder2, "bladder.csv")
both <- survival::colon[, c("id", "rx", "sex", "age", "nodes", "status", "extent", "time", "etype")]
save_csv(both, "colon-both.csv")
rats <- survival::rats
save_csv(transform(lung, age = age + 1e6), "lung-far.csv")
jasa <- survival::jasa1[, c("id", "start", "stop", "event", "transplant", "age", "year", "surgery")]
save_csv(jasa, "jasa1.csv")
# no event in arm B; the other covariate is finite
separated <- data.frame(time = c(1, 2, 2, 3, 4, 5, 6, 7, 8, 9), event = c(1, 1, 0, 1, 1, 0, 1, 0, 0, 0),
  b = c(0, 0, 1, 0, 0, 1, 0, 1, 0, 1), x = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3))
save_csv(separated, "separated.csv")

# ---- models ------------------------------------------------------------------
# labels: what estimate calls the coefficients
cox <- function(command, labels, formula, data, ties = "efron", tolerance = "1e-9", ...) {
  command <- paste0("cox ", command)
  if (ties != "efron") command <- sub("cox", paste0("cox --ties=", ties), command)
  more <- eval(substitute(list(...)), data, parent.frame())
  fit <- suppressWarnings(do.call(coxph, c(list(formula, data, ties = ties, control = control), more)))
  # R 4.2 forgets the class of the exact fit of (start, stop] records
  class(fit) <- "coxph"
  s <- summary(fit)$coefficients
  model <- c(n = fit$n, events = fit$nevent, loglik_null = fit$loglik[1], loglik = fit$loglik[2],
    lr = 2 * diff(fit$loglik), wald = unname(fit$wald.test), score = fit$score,
    df = length(coef(fit)), aic = AIC(fit), bic = BIC(fit),
    lr_p_value = below(pchisq(2 * diff(fit$loglik), length(coef(fit)), lower.tail = FALSE)))
  for (i in names(model)) value(command, paste0("cox////", i), model[i], tolerance)
  for (j in seq_along(labels)) {
    z <- s[j, "z"]
    term <- c(coef = s[j, "coef"], hr = exp(s[j, "coef"]), std_error = s[j, "se(coef)"],
      if ("robust se" %in% colnames(s)) c(robust_std_error = s[j, "robust se"]),
      z = z, p_value = pchisq(z^2, 1, lower.tail = FALSE),
      conf_low = exp(confint(fit)[j, 1]), conf_high = exp(confint(fit)[j, 2]))
    for (i in names(term)) value(command, paste0("cox///", labels[j], "/", i), term[i], tolerance)
  }
}

for (ties in c("efron", "breslow", "exact")) {
  cox("--time=time --event=status --event-is=2 --covariates=age,sex,ph.ecog lung.csv",
    c("age", "sex", "ph.ecog"), Surv(time, status) ~ age + sex + ph.ecog, lung, ties)
  # up to 40 events at one time: R's recursion for the exact rule does not end
  if (ties != "exact") cox("--time=time --event=status --event-is=2 --covariates=sex ties.csv",
    "sex", Surv(time, status) ~ sex, read.csv("data/ties.csv"), ties)
  cox("--time=time --event=status --covariates=trt,celltype@squamous,karno,log(diagtime),age,factor(prior) veteran.csv",
    c("trt", "celltype=smallcell", "celltype=adeno", "celltype=large", "karno", "log(diagtime)", "age", "factor(prior)=10"),
    Surv(time, status) ~ trt + relevel(factor(celltype, unique(celltype)), "squamous") + karno + log(diagtime) + age + factor(prior),
    survival::veteran, ties)
  cox("--time=time --event=cens --covariates=treat gehan.csv", "treat=6-MP",
    Surv(time, cens) ~ relevel(treat, "control"), MASS::gehan, ties)
  cox("--start=start --time=stop --event=event --covariates=age,year,surgery,transplant heart.csv",
    c("age", "year", "surgery", "transplant"),
    Surv(start, stop, event) ~ age + year + surgery + transplant, heart, ties)
  if (ties != "exact") cox("--start=start --time=stop --event=event --strata=enum --covariates=rx,number,size bladder.csv",
    c("rx", "number", "size"),
    Surv(start, stop, event) ~ rx + number + size + strata(enum), survival::bladder2, ties)
  cox("--time=time --event=status --strata=sex --covariates=rx rats.csv",
    "rx", Surv(time, status) ~ rx + strata(sex), rats, ties)
  cox("--time=time --event=delta --covariates=factor(stage),age larynx.csv",
    c("factor(stage)=2", "factor(stage)=3", "factor(stage)=4", "age"),
    Surv(time, delta) ~ factor(stage) + age, larynx, ties)
}
for (ties in c("efron", "breslow")) {
  cox("--robust --time=time --event=status --event-is=2 --covariates=age,sex,ph.ecog lung.csv",
    c("age", "sex", "ph.ecog"), Surv(time, status) ~ age + sex + ph.ecog, lung, ties, robust = TRUE)
  cox("--weight=ph.karno --time=time --event=status --event-is=2 --covariates=age,sex lung.csv",
    c("age", "sex"), Surv(time, status) ~ age + sex, subset(lung, !is.na(ph.karno)), ties,
    weights = ph.karno, robust = FALSE)
  cox("--robust --weight=ph.karno --time=time --event=status --event-is=2 --covariates=age,sex lung.csv",
    c("age", "sex"), Surv(time, status) ~ age + sex, subset(lung, !is.na(ph.karno)), ties,
    weights = ph.karno, robust = TRUE)
  cox("--cluster=id --time=time --event=status --strata=etype --covariates=rx@Obs,nodes,extent colon-both.csv",
    c("rx=Lev+5FU", "rx=Lev", "nodes", "extent"),
    Surv(time, status) ~ factor(rx, c("Obs", "Lev+5FU", "Lev")) + nodes + extent + strata(etype), both, ties,
    cluster = id)
  cox("--cluster=litter --time=time --event=status --covariates=rx,sex rats.csv",
    c("rx", "sex=m"), Surv(time, status) ~ rx + sex, rats, ties, cluster = litter)
  cox("--cluster=id --start=start --time=stop --event=event --strata=enum --covariates=rx,number,size bladder.csv",
    c("rx", "number", "size"), Surv(start, stop, event) ~ rx + number + size + strata(enum),
    survival::bladder2, ties, cluster = id)
  cox("--cluster=id --time=time --event=status --covariates=age,sex,disease kidney.csv",
    c("age", "sex", "disease=GN", "disease=AN", "disease=PKD"),
    Surv(time, status) ~ age + sex + factor(disease, unique(disease)), survival::kidney, ties, cluster = id)
  cox("--cluster=id --weight=stop --start=start --time=stop --event=event --covariates=age,surgery*transplant heart.csv",
    c("age", "surgery", "transplant", "surgery:transplant"),
    Surv(start, stop, event) ~ age + surgery * transplant, heart, ties,
    weights = stop, cluster = id)
}
cox("--time=time --event=status --event-is=2 --covariates=age,sex,ph.ecog lung-far.csv",
  c("age", "sex", "ph.ecog"), Surv(time, status) ~ age + sex + ph.ecog, lung)
cox("--offset=ph.ecog --time=time --event=status --event-is=2 --covariates=age*sex lung.csv",
  c("age", "sex", "age:sex"), Surv(time, status) ~ age * sex + offset(ph.ecog), subset(lung, !is.na(ph.ecog)))
cox("--time=futime --event=fustat --covariates=age,rx,resid.ds ovarian.csv",
  c("age", "rx", "resid.ds"), Surv(futime, fustat) ~ age + rx + resid.ds, survival::ovarian)
cox("--time=time --event=status --event-is=2 --covariates=age,edema,factor(stage),sex,age^2 pbc.csv",
  c("age", "edema", "factor(stage)=2", "factor(stage)=3", "factor(stage)=4", "sex=m", "age^2"),
  Surv(time, status == 2) ~ age + edema + factor(stage) + I(sex == "m") + I(age^2),
  read.csv("data/pbc.csv"))
cox("--time=time --event=status --event-is=1 --covariates=sex,log(thickness),ulcer --where=year>=1965 melanoma.csv",
  c("sex", "log(thickness)", "ulcer"), Surv(time, status == 1) ~ sex + log(thickness) + ulcer,
  subset(MASS::Melanoma, year >= 1965))
cox("--time=t2 --event=d3 --covariates=factor(group)*dc --where=t2>0 bmt.csv",
  c("factor(group)=2", "factor(group)=3", "dc", "factor(group)=2:dc", "factor(group)=3:dc"),
  Surv(t2, d3) ~ factor(group) * dc, bmt)
cox("--time=time --event=status --covariates=trt*celltype@large veteran.csv",
  c("trt", "celltype=squamous", "celltype=smallcell", "celltype=adeno",
    "trt:celltype=squamous", "trt:celltype=smallcell", "trt:celltype=adeno"),
  Surv(time, status) ~ trt * factor(celltype, c("large", "squamous", "smallcell", "adeno")), survival::veteran)
cox("--start=start --time=stop --event=event --strata=surgery --covariates=transplant,age,year jasa1.csv",
  c("transplant", "age", "year"), Surv(start, stop, event) ~ transplant + age + year + strata(surgery), jasa)

# ---- against a nested model --------------------------------------------------
full <- coxph(Surv(time, status) ~ age + sex + ph.ecog, lung, control = control)
nested <- coxph(Surv(time, status) ~ age, lung, subset = !is.na(ph.ecog), control = control)
command <- "cox --against=age --time=time --event=status --event-is=2 --covariates=age,sex,ph.ecog lung.csv"
a <- anova(nested, full)
value(command, "cox////against_loglik", nested$loglik[2], "1e-9")
value(command, "cox////against_lr", a[2, "Chisq"], "1e-9")
value(command, "cox////against_df", a[2, "Df"], "1e-9")
value(command, "cox////against_p_value", a[2, 4], "1e-9")

# ---- profile likelihood ------------------------------------------------------
profiled <- function(command, labels, formula, data, ties) {
  command <- paste0("cox --profile --ties=", ties, " ", command)
  fit <- coxph(formula, data, ties = ties, control = control, x = TRUE)
  x <- fit$x
  level <- fit$loglik[2] - qchisq(0.95, 1) / 2
  for (j in seq_along(labels)) {
    above <- function(b) {
      o <- x[, j] * b
      rest <- x[, -j, drop = FALSE]
      f <- if (ncol(rest)) coxph(fit$y ~ rest + offset(o), ties = ties, control = control)
        else coxph(fit$y ~ offset(o), ties = ties, control = control)
      f$loglik[length(f$loglik)] - level
    }
    b <- unname(coef(fit)[j])
    se <- sqrt(vcov(fit)[j, j])
    low <- uniroot(above, c(b - 5 * se, b), tol = 1e-13)$root
    high <- uniroot(above, c(b, b + 5 * se), tol = 1e-13)$root
    value(command, paste0("cox///", labels[j], "/conf_low"), exp(low), "1e-8")
    value(command, paste0("cox///", labels[j], "/conf_high"), exp(high), "1e-8")
  }
}
for (ties in c("efron", "breslow", "exact")) {
  profiled("--time=futime --event=fustat --covariates=age,rx,resid.ds ovarian.csv",
    c("age", "rx", "resid.ds"), Surv(futime, fustat) ~ age + rx + resid.ds, survival::ovarian, ties)
  profiled("--time=time --event=cens --covariates=treat gehan.csv", "treat=6-MP",
    Surv(time, cens) ~ relevel(treat, "control"), MASS::gehan, ties)
}

# ---- Firth -------------------------------------------------------------------
# The penalised likelihood from coxph at given coefficients, maximised by
# Newton's method on differences of the sixth order.
firth <- function(command, labels, formula, data, ties) {
  command <- paste0("cox --firth --ties=", ties, " ", command)
  at <- function(b) suppressWarnings(coxph(formula, data, ties = ties, init = b,
    control = coxph.control(iter.max = 0)))
  penalised <- function(b) {
    f <- at(b)
    f$loglik[length(f$loglik)] - determinant(as.matrix(vcov(f)))$modulus / 2
  }
  p <- length(labels)
  b <- rep(0, p)
  for (step in 1:200) {
    v <- as.matrix(vcov(at(b)))
    gradient <- sapply(1:p, function(j) {
      h <- 0.05 * min(sqrt(v[j, j]), 1)
      f <- sapply(-3:3, function(k) penalised(b + k * h * (seq_len(p) == j)))
      sum(f * c(-1, 9, -45, 0, 45, -9, 1)) / (60 * h)
    })
    move <- as.vector(v %*% gradient)
    b <- b + move
    if (max(abs(move)) < 1e-11) break
  }
  v <- as.matrix(vcov(at(b)))
  value(command, "cox////loglik", penalised(b), "1e-9")
  value(command, "cox////loglik_null", penalised(rep(0, p)), "1e-9")
  for (j in 1:p) {
    value(command, paste0("cox///", labels[j], "/coef"), b[j], "1e-7")
    value(command, paste0("cox///", labels[j], "/std_error"), sqrt(v[j, j]), "1e-7")
  }
}
for (ties in c("efron", "breslow")) {
  firth("--time=time --event=event --covariates=b,x separated.csv", c("b", "x"),
    Surv(time, event) ~ b + x, separated, ties)
  firth("--time=futime --event=fustat --covariates=age,rx,resid.ds ovarian.csv",
    c("age", "rx", "resid.ds"), Surv(futime, fustat) ~ age + rx + resid.ds, survival::ovarian, ties)
  firth("--start=start --time=stop --event=event --strata=surgery --covariates=transplant,age jasa1.csv",
    c("transplant", "age"), Surv(start, stop, event) ~ transplant + age + strata(surgery), jasa, ties)
}

# ---- a coefficient that is infinite ------------------------------------------
fit <- suppressWarnings(coxph(Surv(time, event) ~ b + x, separated, control = control))
# the limit: the subjects of arm B count for nothing
limit <- coxph(Surv(time, event) ~ x, separated, subset = b == 0, control = control)
command <- "cox --time=time --event=event --covariates=b,x separated.csv"
value(command, "cox///b/coef", NA, "1e-9")
value(command, "cox///b/hr", NA, "1e-9")
value(command, "cox////wald", NA, "1e-9")
value(command, "cox////loglik", limit$loglik[2], "1e-9")
value(command, "cox////score", fit$score, "1e-9")
value(command, "cox///x/coef", unname(coef(limit)), "1e-9")
value(command, "cox///x/std_error", unname(sqrt(vcov(limit)[1, 1])), "1e-9")

writeLines(c("command\taddress\tvalue\ttolerance", rows), "values-cox.tsv")
