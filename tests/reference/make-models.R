# Writes values-models.tsv: rmst, compare-rates, aft and logistic.  Run by hand,
# in this folder, with R 4.2 and its package survival, behind make-values.R and
# make-tests.R, whose data it reads; the tests themselves need no R.
suppressMessages(library(survival))
options(digits = 17, warn = 1)
rows <- character()

text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))
value <- function(command, address, x, tolerance = "1e-9")
  rows <<- c(rows, paste(command, address, text(x), tolerance, sep = "\t"))
read <- function(name) read.csv(file.path("data", name))
in_order <- function(x) factor(x, levels = unique(x))
z <- qnorm(0.975)

# ---- rmst and compare-rates: from survfit() ------------------------------------
sets <- list(
  list("aml.csv", "time", "status", "x", 30, 20),
  list("veteran.csv", "time", "status", "celltype", 150, 100),
  list("veteran.csv", "time", "status", "trt", 200, 180),
  list("ovarian.csv", "futime", "fustat", "rx", 600, 450),
  list("larynx.csv", "time", "delta", "stage", 4, 3),
  list("tongue.csv", "time", "delta", "type", 150, 104),
  list("gehan.csv", "time", "cens", "treat", 20, 10),
  list("kidney.csv", "time", "status", "disease", 100, 30))

groups_of <- function(x)
  if (is.numeric(x)) factor(x, levels = sort(unique(x))) else in_order(x)

all_rmst <- function() {
  for (s in sets) {
    d <- read(s[[1]])
    g <- groups_of(d[[s[[4]]]])
    tau <- s[[5]]
    fit <- survfit(Surv(d[[s[[2]]]], d[[s[[3]]]]) ~ g)
    table <- summary(fit, rmean = tau)$table
    mean <- table[, grep("^\\*?rmean|^rmean", colnames(table))[1]]
    se <- table[, grep("se\\(rmean\\)", colnames(table))]
    command <- paste0("estimate rmst --time=", s[[2]], " --event=", s[[3]],
      " --by=", s[[4]], " --tau=", tau, " ", s[[1]])
    for (i in seq_along(mean)) {
      a <- paste0("rmst/", levels(g)[i], "/", tau, "/")
      value(command, paste0(a, "/rmst"), mean[i])
      value(command, paste0(a, "/std_error"), se[i])
      value(command, paste0(a, "/conf_low"), mean[i] - z * se[i])
      if (i == 1) next
      off <- mean[i] - mean[1]
      error <- sqrt(se[i]^2 + se[1]^2)
      a <- paste0(a, "difference/")
      value(command, paste0(a, "difference"), off)
      value(command, paste0(a, "std_error"), error)
      value(command, paste0(a, "conf_high"), off + z * error)
      value(command, paste0(a, "p_value"), 2 * pnorm(-abs(off / error)))
      a <- sub("difference/$", "ratio/", a)
      error <- sqrt((se[i] / mean[i])^2 + (se[1] / mean[1])^2)
      value(command, paste0(a, "ratio"), mean[i] / mean[1])
      value(command, paste0(a, "conf_low"), mean[i] / mean[1] * exp(-z * error))
      value(command, paste0(a, "p_value"),
        2 * pnorm(-abs(log(mean[i] / mean[1]) / error)))
    }
  }
}

# Klein and others 2007: the quadratic form in contrasts with the first group.
all_rates <- function() {
  scales <- list(
    cloglog = list(function(s) log(-log(s)), function(s) 1 / (s * log(s))),
    log = list(log, function(s) 1 / s),
    plain = list(identity, function(s) rep(1, length(s))),
    arcsin = list(function(s) asin(sqrt(s)), function(s) 1 / (2 * sqrt(s * (1 - s)))),
    logit = list(qlogis, function(s) 1 / (s * (1 - s))))
  for (s in sets) {
    d <- read(s[[1]])
    fit <- survfit(Surv(d[[s[[2]]]], d[[s[[3]]]]) ~ groups_of(d[[s[[4]]]]))
    at <- summary(fit, times = s[[6]])
    k <- length(at$surv)
    contrast <- cbind(-1, diag(k - 1))
    for (name in names(scales)) {
      phi <- scales[[name]][[1]](at$surv)
      v <- (scales[[name]][[2]](at$surv) * at$std.err)^2
      off <- contrast %*% phi
      statistic <- drop(t(off) %*% solve(contrast %*% diag(v) %*% t(contrast), off))
      command <- paste0("estimate compare-rates --time=", s[[2]], " --event=",
        s[[3]], " --by=", s[[4]], " --at=", s[[6]], " --scale=", name, " ", s[[1]])
      a <- paste0("compare-rates//", s[[6]], "//")
      value(command, paste0(a, "statistic"), statistic)
      value(command, paste0(a, "df"), k - 1)
      value(command, paste0(a, "p_value"), pchisq(statistic, k - 1, lower.tail = FALSE))
    }
  }
}

# ---- what models have in common ------------------------------------------------
model_values <- function(command, method, loglik, null, df, parameters, n)  {
  a <- paste0(method, "////")
  value(command, paste0(a, "loglik"), loglik)
  value(command, paste0(a, "loglik_null"), null)
  value(command, paste0(a, "lr"), 2 * (loglik - null))
  value(command, paste0(a, "df"), df)
  value(command, paste0(a, "lr_p_value"),
    pchisq(2 * (loglik - null), df, lower.tail = FALSE))
  value(command, paste0(a, "aic"), 2 * parameters - 2 * loglik)
  value(command, paste0(a, "bic"), log(n) * parameters - 2 * loglik)
}

# The limits are of the ratio if there is one, else of the coefficient.
term_values <- function(command, method, term, b, se, ratio = NULL) {
  a <- paste0(method, "///", term, "/")
  value(command, paste0(a, "coef"), b)
  value(command, paste0(a, "std_error"), se)
  value(command, paste0(a, "z"), b / se, "1e-8")
  value(command, paste0(a, "p_value"), 2 * pnorm(-abs(b / se)), "1e-7")
  last <- if (is.null(ratio)) identity else exp
  if (!is.null(ratio)) value(command, paste0(a, ratio), exp(b))
  value(command, paste0(a, "conf_low"), last(b - z * se), "1e-8")
  value(command, paste0(a, "conf_high"), last(b + z * se), "1e-8")
}

# ---- aft: survreg() ------------------------------------------------------------
one_aft <- function(file, time, event, covariates, formula, terms, dist,
    weight = NULL, change = identity, where = "") {
  d <- change(read(file))
  d$y <- Surv(d[[time]], d[[event]])
  d$w <- if (is.null(weight)) 1 else d[[weight]]
  fit <- survreg(update(formula, y ~ .), d, weights = w, dist = dist,
    control = survreg.control(rel.tolerance = 1e-15, maxiter = 200))
  command <- paste0("estimate aft --dist=", dist, " --time=", time, " --event=",
    event, " --covariates=", covariates,
    if (!is.null(weight)) paste0(" --weight=", weight), where, " ", file)
  se <- sqrt(diag(vcov(fit)))
  n <- length(fit$linear.predictors)
  model_values(command, "aft", fit$loglik[2], fit$loglik[1], length(terms),
    length(se), n)
  value(command, "aft////n", n)
  for (i in seq_along(coef(fit)))
    term_values(command, "aft", c("(intercept)", terms)[i], coef(fit)[[i]], se[[i]])
  if (dist != "exponential")
    term_values(command, "aft", "log(scale)", log(fit$scale), se[[length(se)]], "scale")
}

all_aft <- function() {
  for (dist in c("weibull", "exponential", "lognormal", "loglogistic")) {
    one_aft("veteran.csv", "time", "status", "trt,celltype,karno,age",
      ~ trt + celltype + karno + age,
      c("trt", paste0("celltype=", c("smallcell", "adeno", "large")), "karno", "age"),
      dist, change = function(d) transform(d, celltype = in_order(celltype)))
    one_aft("ovarian.csv", "futime", "fustat", "age,rx,resid.ds",
      ~ age + rx + resid.ds, c("age", "rx", "resid.ds"), dist)
    one_aft("larynx.csv", "time", "delta", "age,diagyr,stage",
      ~ age + diagyr + stage, c("age", "diagyr", "stage"), dist)
    one_aft("kidney.csv", "time", "status", "age,sex", ~ age + sex,
      c("age", "sex"), dist, weight = "frail")
  }
}

# ---- logistic: glm(), and its likelihood by hand --------------------------------
control <- glm.control(epsilon = 1e-15, maxit = 100)

# Limits of coefficient j where twice the loss is the quantile of chi-squared.
profile_limits <- function(x, y, j, sup) {
  fit <- sup(x, y, rep(0, length(y)))
  loss <- function(b)
    sup(x[, -j, drop = FALSE], y, x[, j] * b)$value - fit$value + qchisq(0.95, 1) / 2
  sapply(c(-1, 1), function(side)
    uniroot(loss, sort(fit$b[j] + c(0, side * 6 * fit$se[j])), tol = 1e-14)$root)
}

likelihood <- function(x, y, offset) {
  fit <- glm.fit(x, y, offset = offset, family = binomial(), control = control)
  list(b = coef(fit), se = sqrt(diag(chol2inv(fit$qr$qr))), value = -fit$deviance / 2)
}

# Firth 1993: the modified score, to the last digit.
firth <- function(x, y, free = seq_len(ncol(x))) {
  b <- rep(0, ncol(x))
  for (i in 1:200) {
    p <- drop(plogis(x %*% b))
    information <- crossprod(x, p * (1 - p) * x)
    h <- p * (1 - p) * rowSums((x %*% solve(information)) * x)
    score <- crossprod(x, y - p + h * (0.5 - p))
    b[free] <- b[free] + solve(information[free, free], score[free])
  }
  list(b = b, se = sqrt(diag(solve(information))),
    value = sum(ifelse(y == 1, log(p), log1p(-p))) +
      c(determinant(information)$modulus) / 2)
}

one_logistic <- function(file, outcome, covariates, formula, terms,
    change = identity, weight = NULL, offset = NULL, profile = TRUE) {
  d <- change(read(file))
  d$y <- d[[outcome]]
  columns <- c("y", all.vars(formula), weight, offset)
  d <- d[complete.cases(d[, columns]), ]
  d$w <- if (is.null(weight)) 1 else d[[weight]]
  d$o <- if (is.null(offset)) 0 else d[[offset]]
  fit <- suppressWarnings(glm(update(formula, y ~ .), binomial, d, weights = w,
    offset = o, control = control))
  command <- paste0("estimate logistic --outcome=", outcome, " --covariates=",
    covariates, if (!is.null(weight)) paste0(" --weight=", weight),
    if (!is.null(offset)) paste0(" --offset=", offset), " ", file)
  p <- length(coef(fit))
  x <- model.matrix(fit)
  names <- c("(intercept)", terms)
  ratio <- c("odds", rep("odds_ratio", length(terms)))
  model_values(command, "logistic", -fit$deviance / 2, -fit$null.deviance / 2, p - 1, p,
    sum(d$w > 0))
  se <- sqrt(diag(solve(crossprod(x, d$w * fitted(fit) * (1 - fitted(fit)) * x))))
  for (i in seq_len(p))
    term_values(command, "logistic", names[i], coef(fit)[[i]], se[[i]], ratio[i])
  if (!profile || !is.null(weight) || !is.null(offset)) return(invisible())
  command <- sub(" --covariates", " --profile --covariates", command)
  for (i in seq_len(p)) {
    limits <- exp(profile_limits(x, d$y, i, likelihood))
    value(command, paste0("logistic///", names[i], "/conf_low"), limits[1])
    value(command, paste0("logistic///", names[i], "/conf_high"), limits[2])
  }
  command <- sub("profile", "firth", command)
  f <- firth(x, d$y)
  null <- firth(x, d$y, 1)
  value(command, "logistic////loglik", f$value)
  value(command, "logistic////loglik_null", null$value)
  for (i in seq_len(p))
    term_values(command, "logistic", names[i], f$b[i], f$se[i], ratio[i])
}

all_logistic <- function() {
  one_logistic("colon.csv", "status", "rx@Obs,age,nodes,extent",
    ~ rx + age + nodes + extent,
    c("rx=Lev+5FU", "rx=Lev", "age", "nodes", "extent"),
    function(d) transform(d, rx = factor(rx, c("Obs", "Lev+5FU", "Lev"))))
  one_logistic("melanoma.csv", "ulcer", "sex,age,log(thickness)",
    ~ sex + age + log(thickness), c("sex", "age", "log(thickness)"))
  one_logistic("veteran.csv", "status", "karno,age", ~ karno + age, c("karno", "age"))
  one_logistic("kidney.csv", "status", "age,sex", ~ age + sex, c("age", "sex"),
    weight = "frail")
  one_logistic("larynx.csv", "delta", "stage,age", ~ stage + age, c("stage", "age"),
    offset = "time")
  one_logistic("bmt.csv", "d3", "group,t2", ~ group + t2, c("group", "t2"))
}

all_rmst()
all_rates()
all_aft()
all_logistic()
writeLines(c("command\taddress\tvalue\ttolerance", rows), "values-models.tsv")
