# Writes values-conventions.tsv: what --as of a package gives.  --as=r is
# compared with functions of R that are told nothing, the others with the
# arguments that do what the package is documented to do.  Run by hand, in this
# folder, with R 4.2 and survival 3.5; the tests themselves need no R.
suppressMessages(library(survival))
options(digits = 17, warn = 1)
rows <- character()
text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))
value <- function(command, address, x, tolerance = "1e-9")
  rows <<- c(rows, paste(paste("estimate", command), address, text(x), tolerance, sep = "\t"))
read <- function(name) read.csv(file.path("data", name))

# ---- survival ------------------------------------------------------------------
# the arguments of survfit() that a package is like
like <- list(r = list(), sas = list(conf.type = "log-log"), stata = list(conf.type = "log-log"),
  prism = list(conf.type = "log-log"))
curves <- function(file, time, event, by) {
  d <- read(file)
  for (package in names(like)) {
    command <- sprintf("km --time=%s --event=%s --by=%s --as=%s --quantile=0.25,0.5,0.75 %s",
      time, event, by, package, file)
    for (g in unique(as.character(d[[by]]))) {
      s <- Surv(d[[time]], d[[event]])[d[[by]] == g]
      fit <- do.call(survfit, c(list(s ~ 1), like[[package]]))
      for (i in which(fit$n.event > 0 & fit$surv > 0)) for (limit in c("lower", "upper"))
        value(command, sprintf("km/%s/%s//%s", g, format(fit$time[i]),
          c(lower = "conf_low", upper = "conf_high")[limit]), fit[[limit]][i])
      q <- quantile(fit, c(0.25, 0.5, 0.75))
      for (j in 1:3) {
        p <- c(0.25, 0.5, 0.75)[j]
        # Stata: the first time at which the curve is not above 1 - p
        first <- function(y) {
          at <- which(y <= 1 - p + 1e-8)
          if (length(at)) fit$time[at[1]] else NA
        }
        x <- if (package == "stata") c(first(fit$surv), first(fit$lower), first(fit$upper))
             else c(q$quantile[j], q$lower[j], q$upper[j])
        for (k in 1:3)
          value(command, sprintf("km/%s//%s/%s", g, p,
            c("quantile", "conf_low", "conf_high")[k]), x[k])
      }
    }
  }
}
curves("aml.csv", "time", "status", "x")
curves("gehan.csv", "time", "cens", "treat")

# ---- Cox -----------------------------------------------------------------------
tight <- coxph.control(eps = 1e-14, iter.max = 100)
lung <- read("lung.csv")
fits <- list(r = coxph(Surv(time, status) ~ age + sex, lung, control = tight))
fits$sas <- fits$stata <- coxph(Surv(time, status) ~ age + sex, lung, control = tight, ties = "breslow")
for (package in names(fits)) for (term in c("age", "sex")) {
  s <- summary(fits[[package]])
  command <- paste0("cox --time=time --event=status --event-is=2 --covariates=age,sex --as=", package, " lung.csv")
  place <- paste0("cox///", term, "/")
  value(command, paste0(place, "hr"), s$conf.int[term, "exp(coef)"])
  value(command, paste0(place, "std_error"), s$coefficients[term, "se(coef)"])
  value(command, paste0(place, "conf_low"), s$conf.int[term, "lower .95"])
  value(command, paste0(place, "conf_high"), s$conf.int[term, "upper .95"])
}

# ---- quartiles -----------------------------------------------------------------
types <- c(r = NA, sas = 2, stata = 2, prism = 6, spss = 6)
airquality <- read("airquality.csv")
for (package in names(types)) for (column in c("Ozone", "Wind", "Temp")) {
  x <- airquality[[column]][!is.na(airquality[[column]])]
  q <- if (package == "r") quantile(x) else quantile(x, type = types[package])
  command <- paste0("describe --value=", column, " --as=", package, " airquality.csv")
  value(command, paste0("describe///", column, "/q1"), q[2])
  value(command, paste0("describe///", column, "/median"), median(x))
  value(command, paste0("describe///", column, "/q3"), q[4])
}

# ---- counts --------------------------------------------------------------------
birthwt <- read("birthwt.csv")
approval <- read("approval.csv")
pairs3 <- read("pairs.csv")
tests <- function(command, file, bare, plain) {
  for (package in c("r", "stata")) {
    t <- if (package == "r") bare else plain
    value(paste0(command, " --as=", package, " ", file), "chisq////statistic", t$statistic)
    value(paste0(command, " --as=", package, " ", file), "chisq////p_value", t$p.value)
  }
}
two <- table(birthwt$smoke, birthwt$low)
tests("chisq --by=smoke --outcome=low", "birthwt.csv", chisq.test(two), chisq.test(two, correct = FALSE))
three <- table(birthwt$race, birthwt$low)
tests("chisq --by=race --outcome=low", "birthwt.csv", chisq.test(three), chisq.test(three))
m <- xtabs(count ~ first + second, approval)
tests("chisq --count=count --row=first --column=second --mcnemar", "approval.csv",
  mcnemar.test(m), mcnemar.test(m, correct = FALSE))
m <- xtabs(count ~ first + second, pairs3)
tests("chisq --count=count --row=first --column=second --mcnemar", "pairs.csv", mcnemar.test(m), mcnemar.test(m))
m <- table(birthwt$smoke, birthwt$low, birthwt$race)
tests("chisq --by=smoke --outcome=low --mantel-haenszel=race", "birthwt.csv",
  mantelhaen.test(m), mantelhaen.test(m, correct = FALSE))

# ---- rank sums -----------------------------------------------------------------
# fewer than 50 without ties; with ties; more than 50
ranked <- function(file, d, x, by, label) {
  a <- split(d[[x]], d[[by]])[[1]]
  b <- split(d[[x]], d[[by]])[[2]]
  found <- suppressWarnings(list(r = wilcox.test(a, b), sas = wilcox.test(a, b, exact = FALSE),
    stata = wilcox.test(a, b, exact = FALSE, correct = FALSE)))
  for (package in names(found)) {
    command <- sprintf("wilcoxon --value=%s --by=%s --as=%s%s %s", x, by, package, label, file)
    value(command, "wilcoxon////p_value", found[[package]]$p.value)
    value(command, "wilcoxon////statistic", found[[package]]$statistic)
  }
}
ranked("birthwt.csv", birthwt, "bwt", "smoke", "")
spray <- read("insectsprays.csv")
ranked("insectsprays.csv", subset(spray, spray %in% c("A", "C")), "count", "spray", " --where=spray!=B --where=spray!=D --where=spray!=E --where=spray!=F")
plant <- read("plantgrowth.csv")
ranked("plantgrowth.csv", subset(plant, group %in% c("trt1", "trt2")), "weight", "group", " --where=group!=ctrl")

writeLines(c("command\taddress\tvalue\ttolerance", rows), "values-conventions.tsv")
