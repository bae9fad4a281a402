# Writes values-curves.tsv and its data sets: curves and tests with delayed
# entry, weights, clusters, weight functions, trends, pairs.  Run by hand, in
# this folder, with R 4.2 and its packages survival and KMsurv.
suppressMessages({
  library(survival)
  library(KMsurv)
})
options(digits = 17, warn = 1)
rows <- character()

text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))
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

# ---- data --------------------------------------------------------------------
data(channing, kidney, package = "KMsurv", envir = environment())
catheter <- kidney
channing <- subset(channing, age > ageentry,
  c(obs, death, ageentry, age, gender))
# whole weights and shares, the same on every run
weighted <- transform(survival::veteran[, c("trt", "celltype", "time", "status",
  "karno")], count = 1 + (seq_len(137) * 7) %% 5, share = karno / 30)
huge <- transform(weighted, count = NULL, karno = NULL,
  share = ifelse(seq_len(137) %% 3 == 0, 1e15, 1) * share)
heart_records <- survival::heart[, c("start", "stop", "event", "transplant",
  "surgery", "id")]
rats <- survival::rats
save_csv(catheter, "catheter.csv")
save_csv(channing, "channing.csv")
save_csv(weighted, "weighted.csv")
save_csv(huge, "huge-weights.csv")
save_csv(heart_records, "heart-records.csv")
save_csv(rats, "rats.csv")

# ---- Kaplan-Meier ------------------------------------------------------------
# Of the times of events only: there, R and we have the same rows.
curve <- function(command, s, start, at = NULL) {
  strata <- if (is.null(s$strata)) 1 else length(s$strata)
  for (k in seq_len(strata)) {
    one <- if (strata == 1) s else s[k]
    label <- if (is.null(s$strata)) "" else sub("^.*=", "", names(s$strata)[k])
    # below, R loses the digits of what is left of weights of 1e15
    rows_of <- which(one$n.event > 0 & (one$surv > 1e-10 | one$surv <= 0))
    for (i in rows_of) {
      a <- paste0("km/", label, "/", short(one$time[i]), "//")
      value(command, paste0(a, "n_risk"), one$n.risk[i])
      value(command, paste0(a, "n_event"), one$n.event[i])
      value(command, paste0(a, "survival"), one$surv[i])
      dead <- one$surv[i] <= 0
      value(command, paste0(a, "std_error"),
        if (dead) NA else one$std.err[i] * (if (one$logse) one$surv[i] else 1))
      value(command, paste0(a, "conf_low"), if (dead) NA else one$lower[i])
      value(command, paste0(a, "conf_high"), if (dead) NA else one$upper[i])
      value(command, paste0(a, "cumulative_hazard"), one$cumhaz[i])
      if (grepl("--hazard", command)) {
        h <- paste0("km/", label, "/", short(one$time[i]), "/hazard/")
        se <- one$std.chaz[i]
        value(command, paste0(h, "std_error"), se)
        value(command, paste0(h, "conf_low"),
          one$cumhaz[i] * exp(-qnorm(0.975) * se / one$cumhaz[i]))
        value(command, paste0(h, "survival"), exp(-one$cumhaz[i]))
      }
    }
  }
}

curve("estimate km --start=ageentry --time=age --event=death --by=gender --hazard channing.csv",
  survfit(Surv(ageentry, age, death) ~ gender, channing))
curve("estimate km --start=start --time=stop --event=event --by=transplant --ci=log-log heart-records.csv",
  survfit(Surv(start, stop, event) ~ transplant, heart_records,
    conf.type = "log-log"))
curve("estimate km --start=start --time=stop --event=event --by=transplant --cluster=id --hazard heart-records.csv",
  survfit(Surv(start, stop, event) ~ transplant, heart_records,
    cluster = id, robust = TRUE))
curve("estimate km --time=time --event=status --by=celltype --weight=count --ci=plain --hazard weighted.csv",
  survfit(Surv(time, status) ~ celltype, weighted, weights = count,
    conf.type = "plain", robust = FALSE))
curve("estimate km --time=time --event=status --by=celltype --weight=share --variance=robust --hazard weighted.csv",
  survfit(Surv(time, status) ~ celltype, weighted, weights = share,
    robust = TRUE))
curve("estimate km --time=time --event=status --by=celltype --weight=share --variance=greenwood --ci=logit weighted.csv",
  survfit(Surv(time, status) ~ celltype, weighted, weights = share,
    robust = FALSE, conf.type = "logit"))
curve("estimate km --time=time --event=status --by=trt --weight=share --variance=robust huge-weights.csv",
  survfit(Surv(time, status) ~ trt, huge, weights = share, robust = TRUE))
curve("estimate km --time=time --event=status --by=rx --cluster=litter rats.csv",
  survfit(Surv(time, status) ~ rx, rats, cluster = litter, robust = TRUE))

# Aalen's variance has no survfit() of its own for the product limit.
aalen <- function(command, s) {
  for (k in seq_along(s$strata)) {
    one <- s[k]
    label <- sub("^.*=", "", names(s$strata)[k])
    v <- cumsum(one$n.event / one$n.risk^2)
    for (i in which(one$n.event > 0 & one$surv > 0)) {
      a <- paste0("km/", label, "/", short(one$time[i]), "//")
      value(command, paste0(a, "std_error"), one$surv[i] * sqrt(v[i]))
      value(command, paste0(a, "conf_low"),
        one$surv[i] * exp(-qnorm(0.975) * sqrt(v[i])))
    }
  }
}
aalen("estimate km --time=time --event=status --by=celltype --variance=aalen weighted.csv",
  survfit(Surv(time, status) ~ celltype, weighted))

# Conditional survival: quotients of one curve.
given <- function(command, s, from) {
  at <- max(which(s$time <= from))
  for (i in which(s$n.event > 0 & s$time > from & s$surv > 0)) {
    a <- paste0("km//", short(s$time[i]), "//")
    ratio <- s$surv[i] / s$surv[at]
    error <- sqrt(s$std.err[i]^2 - s$std.err[at]^2)
    value(command, paste0(a, "n_risk"), s$n.risk[i])
    value(command, paste0(a, "survival"), ratio)
    value(command, paste0(a, "std_error"), ratio * error, "1e-9")
    value(command, paste0(a, "conf_low"),
      ratio * exp(-qnorm(0.975) * error), "1e-9")
  }
}
given("estimate km --time=time --event=status --given=100 weighted.csv",
  survfit(Surv(time, status) ~ 1, weighted), 100)
given("estimate km --start=ageentry --time=age --event=death --given=900 channing.csv",
  survfit(Surv(ageentry, age, death) ~ 1, channing), 900)

# Restricted means: print.survfit() has Greenwood's; the area under the curve.
area <- function(s, tau) {
  t <- c(0, s$time[s$time < tau], tau)
  sum(diff(t) * c(1, s$surv[s$time < tau]))
}
restricted <- function(command, s, tau) {
  for (k in seq_along(s$strata)) {
    one <- s[k]
    label <- sub("^.*=", "", names(s$strata)[k])
    m <- survival:::survmean(one, rmean = tau)$matrix
    a <- paste0("km/", label, "/", short(tau), "/rmst/")
    value(command, paste0(a, "rmst"), area(one, tau))
    value(command, paste0(a, "std_error"), m[["se(rmean)"]], "1e-9")
    value(command, paste0(a, "conf_low"),
      area(one, tau) - qnorm(0.975) * m[["se(rmean)"]], "1e-9")
  }
}
restricted("estimate km --time=time --event=status --by=celltype --rmst=90 weighted.csv",
  survfit(Surv(time, status) ~ celltype, weighted), 90)
restricted("estimate km --time=time --event=status --by=celltype --weight=count --rmst=90 weighted.csv",
  survfit(Surv(time, status) ~ celltype, weighted, weights = count,
    robust = FALSE), 90)

# The robust one: influences of the curve (survfit's own), summed up.
robust_mean <- function(command, d, tau, label) {
  s <- survfit(Surv(time, status) ~ 1, d, weights = share, robust = TRUE,
    influence = 1)
  u <- s$influence.surv
  t <- c(s$time[s$time < tau], tau)
  v <- (u[, seq_len(length(t) - 1), drop = FALSE] %*% diff(t))
  value(command, paste0("km/", label, "/90/rmst/std_error"), sqrt(sum(v^2)),
    "1e-9")
}
for (cell in c("squamous", "large"))
  robust_mean("estimate km --time=time --event=status --by=celltype --weight=share --variance=robust --rmst=90 weighted.csv",
    subset(weighted, celltype == cell), 90, cell)

# ---- log-rank ----------------------------------------------------------------
# Word for word: at each time, who is at risk, and who has the event.
counted <- function(time, event, group, start = 0, weight = 1, strata = 1,
                    f = function(r, s, p) 1) {
  d <- data.frame(time, event, group = factor(group), start, weight, strata)
  k <- nlevels(d$group)
  o <- e <- numeric(k)
  v <- matrix(0, k, k)
  for (stratum in split(d, d$strata)) {
    s <- p <- 1
    for (t in sort(unique(stratum$time[stratum$event == 1]))) {
      risk <- stratum$start < t & stratum$time >= t
      here <- stratum$time == t & stratum$event == 1
      n <- tapply(stratum$weight * risk, stratum$group, sum, default = 0)
      m <- tapply(stratum$weight * here, stratum$group, sum, default = 0)
      r <- sum(n)
      p <- p * (1 - sum(m) / (r + 1))
      w <- f(r, s, p)
      s <- s * (1 - sum(m) / r)
      o <- o + w * m
      e <- e + w * sum(m) * n / r
      if (r > 1)
        v <- v + w^2 * sum(m) * (r - sum(m)) / (r - 1) *
          (diag(n / r, k) - outer(n, n) / r^2)
    }
  }
  list(o = o, e = e, v = v, labels = levels(d$group))
}

chi_of <- function(x) {
  u <- (x$o - x$e)[-1]
  drop(u %*% solve(x$v[-1, -1], u))
}
logrank <- function(command, x) {
  chi <- chi_of(x)
  value(command, "logrank////statistic", chi)
  value(command, "logrank////df", length(x$o) - 1)
  value(command, "logrank////p_value",
    pchisq(chi, length(x$o) - 1, lower.tail = FALSE))
  for (g in seq_along(x$o)) {
    a <- paste0("logrank/", x$labels[g], "///")
    value(command, paste0(a, "observed"), x$o[g])
    value(command, paste0(a, "expected"), x$e[g])
    value(command, paste0(a, "variance"), x$v[g, g])
  }
}

functions <- list(logrank = function(r, s, p) 1, gehan = function(r, s, p) r,
  "tarone-ware" = function(r, s, p) sqrt(r), peto = function(r, s, p) p,
  "modified-peto" = function(r, s, p) p * r / (r + 1),
  "fh(0,1)" = function(r, s, p) 1 - s, "fh(1,0)" = function(r, s, p) s,
  "fh(1,1)" = function(r, s, p) s * (1 - s),
  "fh(0.5,2)" = function(r, s, p) sqrt(s) * (1 - s)^2,
  "rho(0.5)" = function(r, s, p) sqrt(s))
data(larynx, package = "KMsurv", envir = environment())
for (name in names(functions)) {
  f <- functions[[name]]
  option <- paste0(" --weight-function=", name, " ")
  logrank(paste0("estimate logrank --time=time --event=delta --by=type", option,
    "catheter.csv"),
    counted(catheter$time, catheter$delta, catheter$type, f = f))
  x <- counted(larynx$time, larynx$delta, larynx$stage, f = f)
  command <- paste0("estimate logrank --time=time --event=delta --by=stage",
    option, "--trend=1,2,3,4 larynx.csv")
  logrank(command, x)
  z <- sum(1:4 * (x$o - x$e)) / sqrt(drop(1:4 %*% x$v %*% 1:4))
  value(command, "logrank///trend/z", z)
  value(command, "logrank///trend/statistic", z^2)
  value(command, "logrank///trend/p_value", 2 * pnorm(-abs(z)))
  logrank(paste0("estimate logrank --start=ageentry --time=age --event=death --by=gender",
    option, "channing.csv"),
    counted(channing$age, channing$death, channing$gender, channing$ageentry,
      f = f))
  logrank(paste0("estimate logrank --time=time --event=status --by=trt --strata=celltype --weight=count",
    option, "weighted.csv"),
    counted(weighted$time, weighted$status, weighted$trt,
      weight = weighted$count, strata = weighted$celltype, f = f))
}
logrank("estimate logrank --start=start --time=stop --event=event --by=transplant --strata=surgery heart-records.csv",
  counted(heart_records$stop, heart_records$event, heart_records$transplant,
    heart_records$start, strata = heart_records$surgery))

# survdiff() with its rho, and the score test of the discrete Cox model.
for (rho in c(0.5, 1, 2)) {
  s <- survdiff(Surv(time, status) ~ celltype, survival::veteran, rho = rho)
  command <- paste0("estimate logrank --time=time --event=status --by=celltype --weight-function=rho(",
    short(rho), ") veteran.csv")
  value(command, "logrank////statistic", s$chisq)
  for (g in 1:4) {
    a <- paste0("logrank/", sub("celltype=", "", names(s$n)[g]), "///")
    value(command, paste0(a, "observed"), s$obs[g])
    value(command, paste0(a, "expected"), s$exp[g])
    value(command, paste0(a, "variance"), s$var[g, g])
  }
}
value("estimate logrank --start=ageentry --time=age --event=death --by=gender --weight-function=logrank channing.csv",
  "logrank////statistic",
  coxph(Surv(ageentry, age, death) ~ factor(gender), channing,
    ties = "exact")$score)

# Pairs.
veteran <- survival::veteran
cells <- c("squamous", "smallcell", "adeno", "large")
pairs <- combn(4, 2)
p <- apply(pairs, 2, function(g) {
  two <- subset(veteran, celltype %in% cells[g])
  pchisq(survdiff(Surv(time, status) ~ celltype, two)$chisq, 1,
    lower.tail = FALSE)
})
for (method in c("holm", "bh", "bonferroni", "none")) {
  command <- paste0("estimate logrank --time=time --event=status --by=celltype --pairwise=",
    method, " veteran.csv")
  adjusted <- p.adjust(p, if (method == "bh") "BH" else method)
  for (i in seq_along(p)) {
    a <- paste0("logrank/", cells[pairs[1, i]], " vs ", cells[pairs[2, i]], "///")
    value(command, paste0(a, "p_value"), p[i])
    value(command, paste0(a, "p_adjusted"), adjusted[i])
  }
}

# One sample: lung against the population of the United States in 1990.
lung <- subset(survival::lung, TRUE, c(time, status, age, sex))
hazard <- survexp(time ~ 1, lung, ratetable = survexp.us, method = "individual.h",
  rmap = list(age = age * 365.25, sex = sex, year = as.Date("1990-01-01")))
lung$hazard <- signif(hazard, 12)
save_csv(lung, "expected.csv")
for (sex in c(1, 2)) {
  d <- lung[lung$sex == sex, ]
  o <- sum(d$status == 2)
  e <- sum(d$hazard)
  s <- survdiff(Surv(time, status) ~ offset(exp(-hazard)), d)
  command <- "estimate logrank --time=time --event=status --event-is=2 --by=sex --expected-hazard=hazard expected.csv"
  a <- paste0("logrank/", sex, "///")
  value(command, paste0(a, "observed"), o)
  value(command, paste0(a, "expected"), e)
  value(command, paste0(a, "statistic"), s$chisq)
  p <- 2 * pnorm(-sqrt(s$chisq))
  value(command, paste0(a, "p_value"), if (p == 0) NA else p) # below 1e-308
  value(command, paste0(a, "smr"), o / e)
  limits <- poisson.test(o, e)$conf.int
  value(command, paste0(a, "conf_low"), limits[1])
  value(command, paste0(a, "conf_high"), limits[2])
}

writeLines(c("command\taddress\tvalue\ttolerance", rows), "values-curves.tsv")
