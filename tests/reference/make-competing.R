# Writes the data sets and values-competing.tsv of competing risks.  Run by hand,
# in this folder, with R 4.2 and its packages survival, cmprsk, timereg, KMsurv
# and MASS; the tests themselves need no R.
suppressMessages({
  library(survival)
  library(cmprsk)
  library(MASS)
})
options(digits = 17, warn = 1)
rows <- character()

text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))

# The shortest decimal that reads back, as the addresses have it.
short <- function(x) {
  for (digits in 15:17) {
    s <- formatC(x, digits = digits, format = "g", width = 1)
    if (as.numeric(s) == x) return(sub("e\\+?(-?)0*", "e\\1", s))
  }
}

value <- function(command, address, x, tolerance = "1e-10")
  rows <<- c(rows, paste(command, address, text(x), tolerance, sep = "\t"))

save_csv <- function(d, name)
  write.csv(d, file.path("data", name), row.names = FALSE, quote = FALSE)

# ---- data: file, time, cause, code of censoring, groups, times ------------------
export <- function() {
  data(bmt, package = "timereg", envir = environment())
  save_csv(bmt, "bmt-causes.csv")
  data(bmt, package = "KMsurv", envir = environment())
  relapse <- with(bmt, data.frame(time = t2, cause = ifelse(d2 == 1, "relapse",
    ifelse(d1 == 1, "death", "none")), group, age = z1, donor_age = z2,
    fab = z8, wait = z7))
  save_csv(relapse, "relapse.csv")
  m <- with(survival::mgus2, data.frame(
    time = ifelse(pstat == 1, ptime, futime),
    cause = ifelse(pstat == 1, "pcm", ifelse(death == 1, "death", "censored")),
    age, sex, hgb, creat, mspike))
  save_csv(m, "mgus.csv")
  # in steps of two years: up to some hundred failures at one time
  steps <- transform(m, time = 24 * ceiling(time / 24))[, c("time", "cause", "age", "sex")]
  save_csv(steps, "mgus-ties.csv")
  t <- survival::transplant
  save_csv(t[, c("age", "sex", "abo", "futime", "event")], "transplant.csv")
  # constructed: groups that are awkward each in its way
  edge <- rbind(
    data.frame(group = "all-censored", time = c(1, 2, 2, 5), cause = 0),
    data.frame(group = "last-is-cause", time = c(1, 2, 3, 3, 5, 5), cause = c(2, 0, 1, 2, 1, 1)),
    data.frame(group = "last-is-other", time = c(1, 2, 3, 3, 5), cause = c(1, 0, 1, 2, 2)),
    data.frame(group = "at-zero", time = c(0, 0, 0, 3, 4, 6), cause = c(1, 2, 0, 1, 0, 2)),
    data.frame(group = "never-cause", time = c(1, 2, 4, 7), cause = c(2, 2, 0, 2)),
    data.frame(group = "only-cause", time = c(1, 1, 2, 3, 5, 8), cause = c(1, 1, 0, 1, 1, 0)),
    data.frame(group = "one-patient", time = 7, cause = 1))
  save_csv(edge, "edge-causes.csv")
}

read <- function(name) read.csv(file.path("data", name), stringsAsFactors = FALSE)

sets <- list(
  list(file = "bmt-causes.csv", time = "time", cause = "cause", censored = "0",
    by = c("platelet", "tcell"), at = c(1, 6, 12.5, 24, 60)),
  list(file = "relapse.csv", time = "time", cause = "cause", censored = "none",
    by = "group", at = c(50, 182.5, 365, 730, 2000)),
  list(file = "mgus.csv", time = "time", cause = "cause", censored = "censored",
    by = "sex", at = c(12, 60, 120, 240)),
  list(file = "mgus-ties.csv", time = "time", cause = "cause", censored = "censored",
    by = "sex", at = c(24, 60, 120, 240)),
  list(file = "melanoma.csv", time = "time", cause = "status", censored = "2",
    by = c("sex", "ulcer"), at = c(500, 1000, 2000, 4000)),
  list(file = "pbc.csv", time = "time", cause = "status", censored = "0",
    by = c("edema", "sex"), at = c(200, 1000, 2500, 4000)),
  list(file = "transplant.csv", time = "futime", cause = "event", censored = "censored",
    by = "abo", at = c(10, 100, 365, 1000)),
  list(file = "edge-causes.csv", time = "time", cause = "cause", censored = "0",
    by = "group", at = c(0, 1, 2, 3, 5)))

censoring <- function(s)
  if (s$censored == "0") "" else paste0(" --censored=", s$censored)

limits <- function(type, f, se, conf) {
  if (f <= 0 || is.na(se)) return(c(NA, NA))
  z <- qnorm(1 - (1 - conf) / 2)
  if (type == "log-log" && f >= 1) return(c(NA, NA))
  switch(type,
    "log-log" = f^exp(c(1, -1) * -z * se / (f * log(f)) * 1),
    plain = pmin(1, pmax(0, f + c(-1, 1) * z * se)),
    log = c(f * exp(-z * se / f), min(1, f * exp(z * se / f))))
}

# ---- cumulative incidence -------------------------------------------------------
one_group <- function(command, s, d, label, variance, type, conf, lost) {
  code <- as.character(d[[s$cause]])
  causes <- setdiff(sort(unique(as.character(read(s$file)[[s$cause]]))), s$censored)
  end <- max(d[[s$time]])
  aj <- if (variance != "aalen" && any(code != s$censored))
    survfit(Surv(d[[s$time]], factor(code, c(s$censored, causes))) ~ 1)
  for (cause in causes) {
    a <- paste0("cuminc/", label, "//", cause, "/")
    value(command, paste0(a, "events"), sum(code == cause))
    est <- if (any(code == cause))
      cuminc(d[[s$time]], code, cencode = s$censored)[[paste("1", cause)]]
    for (t in s$at) {
      at <- paste0("cuminc/", label, "/", short(t), "/")
      value(command, paste0(at, "/n_risk"), sum(d[[s$time]] >= t))
      done <- all(code[d[[s$time]] == end] != s$censored)
      f <- if (is.null(est)) 0 else tail(est$est[est$time <= t], 1)
      v <- if (is.null(est)) 0 else tail(est$var[est$time <= t], 1)
      if (t > end && !done) f <- v <- NA
      se <- sqrt(v)
      if (!is.na(f) && variance != "aalen")
        se <- if (is.null(aj)) 0 else {
          u <- summary(aj, times = min(t, end))
          k <- match(cause, u$states)
          u$std.err[1, k]
        }
      # 1 less what rounding leaves
      if (!is.na(f) && abs(f - 1) < 1e-14) f <- 1
      if (!is.na(se) && se < 1e-14) se <- 0
      tolerance <- if (variance == "aalen") "1e-10" else "1e-9"
      l <- if (is.na(f)) c(NA, NA) else limits(type, f, se, conf)
      value(command, paste0(at, cause, "/cuminc"), f)
      value(command, paste0(at, cause, "/std_error"), se, tolerance)
      value(command, paste0(at, cause, "/conf_low"), min(l), tolerance)
      value(command, paste0(at, cause, "/conf_high"), max(l), tolerance)
    }
    if (lost && !is.null(aj)) {
      tau <- s$at[2]
      area <- survival:::survmean2(aj, rmean = tau)$matrix
      value(command, paste0("cuminc/", label, "/", short(tau), "/", cause,
        "/restricted_time_lost"), area[cause, "rmean"])
    }
  }
}

all_cuminc <- function() {
  settings <- list(list("aalen", "log-log", 0.95), list("aalen", "plain", 0.9),
    list("delta", "log-log", 0.95), list("jackknife", "log", 0.95))
  for (s in sets) for (by in s$by) for (k in settings) {
    d <- read(s$file)
    tau <- k[[1]] == "delta" && s$file != "edge-causes.csv"
    command <- paste0("estimate cuminc --time=", s$time, " --cause=", s$cause,
      censoring(s), " --by=", by, " --at=", paste(sapply(s$at, short), collapse = ","),
      if (k[[1]] != "aalen") paste0(" --variance=", k[[1]]),
      if (k[[2]] != "log-log") paste0(" --ci=", k[[2]]),
      if (k[[3]] != 0.95) paste0(" --conf=", k[[3]]),
      if (tau) paste0(" --tau=", short(s$at[2])), " ", s$file)
    for (g in unique(d[[by]]))
      one_group(command, s, d[d[[by]] == g, ], g, k[[1]], k[[2]], k[[3]], tau)
  }
}

# ---- Gray -----------------------------------------------------------------------
chi_square <- function(x, df)
  if (df == 1) 2 * pnorm(-sqrt(x)) else pchisq(x, df, lower.tail = FALSE)

gray <- function(s, d, by, strata = NULL, rho = 0, where = "") {
  code <- as.character(d[[s$cause]])
  command <- paste0("estimate gray --time=", s$time, " --cause=", s$cause,
    censoring(s), " --by=", by, if (!is.null(strata)) paste0(" --strata=", strata),
    if (rho != 0) paste0(" --rho=", rho), where, " ", s$file)
  test <- if (is.null(strata)) cuminc(d[[s$time]], code, d[[by]], rho = rho, cencode = s$censored)
    else cuminc(d[[s$time]], code, d[[by]], d[[strata]], rho = rho, cencode = s$censored)
  for (cause in rownames(test$Tests)) {
    a <- paste0("gray///", cause, "/")
    t <- test$Tests[cause, ]
    value(command, paste0(a, "statistic"), t["stat"], "1e-9")
    value(command, paste0(a, "df"), t["df"])
    value(command, paste0(a, "p_value"), chi_square(t["stat"], t["df"]), "1e-9")
  }
}

all_gray <- function() {
  for (s in sets[1:7]) {
    d <- read(s$file)
    for (by in s$by) for (rho in c(0, 1, -0.5)) gray(s, d, by, rho = rho)
    if (length(s$by) == 2) for (rho in c(0, 0.5)) {
      gray(s, d, s$by[1], s$by[2], rho)
      gray(s, d, s$by[2], s$by[1], rho)
    }
  }
  s <- sets[[8]]
  d <- read(s$file)
  d <- d[!d$group %in% c("all-censored", "one-patient"), ]
  gray(s, d, "group", where = " --where=group!=all-censored --where=group!=one-patient")
}

# ---- Fine and Gray --------------------------------------------------------------
# The variance of Fine and Gray (1999) by its definition, G estimated within
# groups and its part summed within them.  With one group it is that of crr();
# with several, crr() of cmprsk 2.2-11 differs.
group_variance <- function(fit, time, code, x, group) {
  n <- length(time)
  k <- ncol(x)
  e <- exp(drop(x %*% fit$coef))
  free <- function(g, u) { # G just before u
    own <- time[group == g]
    if (u > max(own)) return(0)
    lost <- own[code[group == g] == 0 & own < u]
    prod(vapply(unique(lost), function(s) 1 - sum(lost == s) / sum(own >= s), 1), 1)
  }
  at <- sort(unique(time[code == 1]))
  groups <- sort(unique(group))
  now <- t(sapply(groups, function(g) vapply(at, function(u) free(g, u), 1)))
  then <- sapply(seq_len(n), function(i) free(group[i], time[i]))
  w <- t(sapply(seq_len(n), function(i) e[i] * ifelse(time[i] >= at, 1,
    if (code[i] == 2) now[match(group[i], groups), ] / then[i] else 0)))
  sum0 <- colSums(w)
  mean <- t(sapply(seq_len(k), function(j) colSums(w * x[, j]))) / rep(sum0, each = k)
  if (k == 1) mean <- matrix(mean, 1)
  jump <- sapply(at, function(u) sum(code == 1 & time == u)) / sum0
  less <- function(i, j, t) outer(x[i, j], mean[j, t], "-")
  seen <- outer(time, at, "==") * (code == 1)
  influence <- sapply(seq_len(k), function(j)
    rowSums(less(seq_len(n), j, seq_along(at)) * (seen - w * rep(jump, each = n))))
  for (u in sort(unique(time[code == 0]))) for (g in unique(group[code == 0 & time == u])) {
    other <- which(code == 2 & time < u & group == g)
    ahead <- which(at >= u)
    q <- sapply(seq_len(k), function(j) sum(less(other, j, ahead) *
      w[other, ahead, drop = FALSE] * rep(jump[ahead], each = length(other))))
    risk <- group == g & time >= u
    lost <- group == g & time == u & code == 0
    influence[risk, ] <- influence[risk, , drop = FALSE] -
      rep(q * sum(lost) / sum(risk)^2, each = sum(risk))
    influence[lost, ] <- influence[lost, , drop = FALSE] + rep(q / sum(risk), each = sum(lost))
  }
  fit$invinf %*% crossprod(influence) %*% fit$invinf
}

fine_gray <- function(s, d, cause, covariates, cengroup = NULL, new = NULL, conf = 0.95) {
  d <- d[complete.cases(d[, c(s$time, s$cause, covariates, cengroup)]), ]
  x <- model.matrix(as.formula(paste("~", paste(covariates, collapse = "+"))), d)[, -1, drop = FALSE]
  colnames(x) <- sub("^(sex|group|abo)(.+)$", "\\1=\\2", colnames(x))
  command <- paste0("estimate finegray --time=", s$time, " --cause=", s$cause,
    censoring(s), " --of=", cause, " --covariates=", paste(covariates, collapse = ","),
    if (!is.null(cengroup)) paste0(" --cengroup=", cengroup),
    if (conf != 0.95) paste0(" --conf=", conf),
    if (!is.null(new)) paste0(" --new=", paste(names(new), sapply(new, short), sep = ":", collapse = ","),
      " --at=", paste(sapply(s$at, short), collapse = ",")), " ", s$file)
  code <- as.character(d[[s$cause]])
  center <- colMeans(x)
  # crr() takes G at time 0 itself, not before it: no time 0 here
  shift <- if (min(d[[s$time]]) == 0) 1 else 0
  args <- list(d[[s$time]] + shift, code, sweep(x, 2, center), failcode = cause,
    cencode = s$censored, gtol = 1e-10, maxiter = 100)
  if (!is.null(cengroup)) args$cengroup <- d[[cengroup]]
  fit <- do.call(crr, args)
  # its line search stops at 1e-8: two steps of Newton more
  for (step in 1:2)
    fit <- do.call(crr, c(replace(args, "maxiter", 0),
      list(init = unname(fit$coef + solve(fit$inf, fit$score)))))
  if (!is.null(cengroup)) fit$var <- group_variance(fit, d[[s$time]],
    ifelse(code == cause, 1, ifelse(code == s$censored, 0, 2)), args[[3]], d[[cengroup]])
  z <- qnorm(1 - (1 - conf) / 2)
  se <- sqrt(diag(fit$var))
  a <- "finegray////"
  tolerance <- "1e-9"
  value(command, paste0(a, "n"), fit$n)
  value(command, paste0(a, "events"), sum(code == cause))
  value(command, paste0(a, "loglik"), fit$loglik)
  value(command, paste0(a, "loglik_null"), fit$loglik.null)
  value(command, paste0(a, "lr"), 2 * (fit$loglik - fit$loglik.null), tolerance)
  for (j in seq_along(se)) {
    a <- paste0("finegray///", colnames(x)[j], "/")
    b <- fit$coef[[j]]
    value(command, paste0(a, "coef"), b, tolerance)
    value(command, paste0(a, "hr"), exp(b), tolerance)
    value(command, paste0(a, "std_error"), se[j], tolerance)
    value(command, paste0(a, "z"), b / se[j], tolerance)
    value(command, paste0(a, "p_value"), 2 * pnorm(-abs(b / se[j])), "1e-9")
    value(command, paste0(a, "conf_low"), exp(b - z * se[j]), tolerance)
    value(command, paste0(a, "conf_high"), exp(b + z * se[j]), tolerance)
  }
  if (is.null(new)) return()
  p <- predict(fit, new - center)
  text <- paste(names(new), sapply(new, short), sep = ":", collapse = ",")
  for (t in s$at)
    value(command, paste0("finegray//", short(t), "/", text, "/cuminc"),
      c(0, p[, 2])[sum(p[, 1] <= t + shift) + 1], tolerance)
}

all_fine_gray <- function() {
  for (cause in c("1", "2")) {
    s <- sets[[1]]
    d <- read(s$file)
    fine_gray(s, d, cause, c("platelet", "age", "tcell"), new = c(platelet = 1, age = 0.5, tcell = 0))
    fine_gray(s, d, cause, "age")
    fine_gray(s, d, cause, c("platelet", "age", "tcell"), "tcell", conf = 0.9)
  }
  s <- sets[[2]]
  for (cause in c("relapse", "death")) {
    fine_gray(s, read(s$file), cause, c("age", "donor_age", "fab", "wait"),
      new = c(age = 20, donor_age = 30, fab = 1, wait = 90))
    fine_gray(s, read(s$file), cause, c("age", "fab"), "group")
  }
  s <- sets[[3]]
  for (cause in c("pcm", "death"))
    fine_gray(s, read(s$file), cause, c("age", "hgb", "mspike"), new = c(age = 70, hgb = 13, mspike = 1))
  s <- sets[[4]]
  for (cause in c("pcm", "death"))
    fine_gray(s, read(s$file), cause, "age", new = c(age = 61.5))
  s <- sets[[5]]
  for (cause in c("1", "3")) {
    fine_gray(s, read(s$file), cause, c("sex", "age", "year", "thickness", "ulcer"))
    fine_gray(s, read(s$file), cause, c("age", "thickness"), "ulcer")
  }
  s <- sets[[6]]
  for (cause in c("1", "2"))
    fine_gray(s, read(s$file), cause, c("age", "edema"), new = c(age = 50, edema = 0.5))
  # the group's variance is that of crr() when there is but one group
  d <- read("bmt-causes.csv")
  fit <- crr(d$time, d$cause, d[, c("age", "tcell")], gtol = 1e-10, maxiter = 100)
  stopifnot(all.equal(fit$var, tolerance = 1e-12, group_variance(fit, d$time,
    d$cause, as.matrix(d[, c("age", "tcell")]), rep(1, nrow(d)))))
  s <- sets[[7]]
  for (cause in c("death", "ltx", "withdraw"))
    fine_gray(s, read(s$file), cause, "age", new = c(age = 50))
}

dir.create("data", showWarnings = FALSE)
export()
all_cuminc()
all_gray()
all_fine_gray()
writeLines(c("command\taddress\tvalue\ttolerance", unique(rows)), "values-competing.tsv")
