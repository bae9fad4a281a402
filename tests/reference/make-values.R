# Writes the data sets and values.tsv of this folder.  Run by hand, in this
# folder, with R 4.2 and its packages survival, KMsurv and MASS; the tests
# themselves need no R.
suppressMessages({
  library(survival)
  library(KMsurv)
  library(MASS)
})
options(digits = 17, warn = 1)
tolerance <- "1e-10"
rows <- character()

text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))

# The shortest decimal that reads back, as the addresses have it.
short <- function(x) {
  for (digits in 15:17) {
    s <- formatC(x, digits = digits, format = "g", width = 1)
    if (as.numeric(s) == x) return(sub("e\\+?(-?)0*", "e\\1", s))
  }
}

value <- function(command, address, x)
  rows <<- c(rows, paste(command, address, text(x), tolerance, sep = "\t"))

save_csv <- function(d, name)
  write.csv(d, file.path("data", name), row.names = FALSE, quote = FALSE)

# ---- data --------------------------------------------------------------------
export <- function() {
  data(bmt, larynx, tongue, package = "KMsurv", envir = environment())
  save_csv(survival::aml, "aml.csv")
  save_csv(survival::veteran, "veteran.csv")
  save_csv(survival::lung, "lung.csv")
  save_csv(survival::ovarian, "ovarian.csv")
  save_csv(survival::kidney, "kidney.csv")
  save_csv(subset(survival::colon, etype == 2,
    c(id, rx, sex, age, nodes, status, extent, time)), "colon.csv")
  save_csv(subset(survival::pbc, TRUE,
    c(id, time, status, trt, age, sex, edema, stage)), "pbc.csv")
  save_csv(bmt[, c("group", "t1", "t2", "d1", "d2", "d3", "da", "dc")],
    "bmt.csv")
  save_csv(larynx, "larynx.csv")
  save_csv(tongue, "tongue.csv")
  save_csv(MASS::gehan, "gehan.csv")
  save_csv(MASS::Melanoma, "melanoma.csv")
  # lung in steps of 100 days: up to 40 events at one time
  ties <- na.omit(transform(survival::lung, time = 100 * ceiling(time / 100))[
    , c("time", "status", "sex")])
  save_csv(ties, "ties.csv")
  # constructed: groups that are awkward each in its way
  edge <- rbind(
    data.frame(group = "all censored", time = c(1, 2, 2, 5), event = 0),
    data.frame(group = "last is event", time = c(1, 2, 2, 5), event = c(0, 1, 1, 1)),
    data.frame(group = "event at zero", time = c(0, 0, 0, 3, 4), event = c(1, 0, 1, 1, 0)),
    data.frame(group = "one patient", time = 7, event = 1),
    data.frame(group = "all events", time = c(1, 1, 2, 3, 5, 8, 13, 21), event = 1),
    data.frame(group = "plateau", time = c(1, 2, 3, 4), event = c(1, 1, 0, 1)))
  save_csv(edge, "edge.csv")
  save_csv(data.frame(group = c("none", "one", "some", "half", "most", "all", "many"),
    count = c(0, 1, 26, 40, 83, 12, 50213),
    denominator = c(14, 7, 79, 80, 97, 12, 100000)), "counts.csv")
  two <- rbind(c(3, 1, 1, 3), c(10, 2, 3, 15), c(26, 53, 74, 39), c(0, 9, 6, 4),
    c(7, 0, 2, 5), c(150, 850, 90, 910), c(1, 1, 1, 1), c(2, 35, 12, 30))
  save_csv(data.frame(table = rep(seq_len(nrow(two)), each = 4),
    row = rep(c("a", "a", "b", "b"), nrow(two)),
    column = rep(c("yes", "no"), 2 * nrow(two)), count = c(t(two))),
    "two-by-two.csv")
  wide <- list(cbind(c(3, 1, 4), c(1, 5, 0), c(2, 2, 6)),
    cbind(c(10, 4, 3, 7), c(2, 9, 8, 1)),
    cbind(c(30, 21, 14), c(12, 19, 25)),
    cbind(c(4, 0, 1, 2), c(1, 3, 0, 2), c(0, 2, 5, 1)))
  save_csv(do.call(rbind, lapply(seq_along(wide), function(i)
    data.frame(table = i, row = c(row(wide[[i]])), column = c(col(wide[[i]])),
      count = c(wide[[i]])))), "wide.csv")
  list(edge = edge, ties = ties, two = two, wide = wide, bmt = bmt,
    larynx = larynx, tongue = tongue)
}

# ---- Kaplan-Meier ------------------------------------------------------------
km_rows <- function(command, label, fit, at, p) {
  # survfit0 adds time 0; the curve is right-continuous
  s <- if (is.null(at)) summary(survfit0(fit), censored = TRUE)
       else summary(fit, times = at)
  if (is.null(at)) s$std.err <- survfit0(fit)$std.err * s$surv
  for (i in seq_along(s$time)) {
    a <- paste0("km/", label, "/", short(s$time[i]), "//")
    value(command, paste0(a, "n_risk"), s$n.risk[i])
    value(command, paste0(a, "n_event"), s$n.event[i])
    value(command, paste0(a, "n_censor"), s$n.censor[i])
    value(command, paste0(a, "survival"), s$surv[i])
    value(command, paste0(a, "std_error"), s$std.err[i])
    # survfit0 calls the limits at time 0 1; as rows of survfit they are
    # missing for three of the types, and we keep to that
    made <- s$time[i] == 0 && !(0 %in% fit$time) &&
      fit$conf.type %in% c("log-log", "logit", "arcsin")
    value(command, paste0(a, "conf_low"), if (made) NA else s$lower[i])
    value(command, paste0(a, "conf_high"), if (made) NA else s$upper[i])
    value(command, paste0(a, "cumulative_hazard"), s$cumhaz[i])
  }
  for (share in p) {
    q <- quantile(fit, share)
    a <- paste0("km/", label, "//", short(share), "/")
    value(command, paste0(a, "quantile"), q$quantile)
    value(command, paste0(a, "conf_low"), q$lower)
    value(command, paste0(a, "conf_high"), q$upper)
  }
}

km <- function(file, d, time, event, group = NULL, options = "", at = NULL,
               p = 0.5, ci = "log", conf = 0.95, given = event) {
  command <- paste0("estimate km --time=", time, " --event=", given,
    if (!is.null(group)) paste0(" --by=", group$name), options,
    if (ci != "log") paste0(" --ci=", ci),
    if (conf != 0.95) paste0(" --conf=", conf),
    if (!is.null(at)) paste0(" --at=", paste(at, collapse = ",")),
    if (!identical(p, 0.5)) paste0(" --quantile=", paste(p, collapse = ",")),
    " ", file)
  d$.time <- d[[time]]
  d$.event <- if (is.character(event)) d[[event]] else event
  by <- if (is.null(group)) rep("", nrow(d)) else as.character(group$values)
  for (label in unique(by[!is.na(by)])) {
    fit <- survfit(Surv(.time, .event) ~ 1, d[which(by == label), ],
      conf.type = ci, conf.int = conf)
    seen <- at[at <= max(fit$time)]
    km_rows(command, label, fit, if (is.null(at)) NULL else seen, p)
  }
}

by <- function(d, name) list(name = name, values = d[[name]])
types <- c("log", "log-log", "plain", "logit", "arcsin")

all_km <- function(x) {
  aml <- survival::aml
  for (ci in types)
    km("aml.csv", aml, "time", "status", by(aml, "x"), ci = ci,
      p = c(0.25, 0.5, 0.75))
  for (ci in types)
    km("edge.csv", x$edge, "time", "event", by(x$edge, "group"), ci = ci,
      p = c(0.25, 0.5))
  lung <- survival::lung
  lung$died <- as.numeric(lung$status == 2)
  for (ci in types)
    km("lung.csv", lung, "time", lung$died, by(lung, "sex"),
      options = " --event-is=2", given = "status", ci = ci,
      at = c(0, 100, 250.5, 365, 1000), p = c(0.1, 0.5, 0.9), conf = 0.9)
  km("ties.csv", x$ties, "time", x$ties$status - 1, by(x$ties, "sex"),
    options = " --event-is=2", given = "status", ci = "log-log",
    p = c(0.25, 0.5, 0.75))
  veteran <- survival::veteran
  km("veteran.csv", veteran, "time", "status", by(veteran, "celltype"),
    at = c(30, 90, 180, 365), ci = "log-log", conf = 0.99)
  km("veteran.csv", veteran, "time", 1 - veteran$status, given = "status",
    options = " --reverse", at = c(100, 300))
  km("ovarian.csv", survival::ovarian, "futime", "fustat", ci = "plain")
  kidney <- survival::kidney
  km("kidney.csv", kidney, "time", "status", by(kidney, "disease"),
    at = c(10, 100, 200), ci = "arcsin")
  colon <- subset(survival::colon, etype == 2)
  km("colon.csv", colon, "time", "status", by(colon, "rx"),
    at = c(365, 1000, 2000, 3000), ci = "logit", p = c(0.1, 0.3, 0.5))
  pbc <- survival::pbc
  km("pbc.csv", pbc, "time", as.numeric(pbc$status == 2), by(pbc, "trt"),
    options = " --event-is=2", given = "status", at = c(1000, 2000, 4000))
  km("bmt.csv", x$bmt, "t2", "d3", by(x$bmt, "group"),
    at = c(100, 365, 730, 2000), p = c(0.25, 0.5))
  km("larynx.csv", x$larynx, "time", "delta", by(x$larynx, "stage"), ci = "log-log")
  km("tongue.csv", x$tongue, "time", "delta", by(x$tongue, "type"), ci = "plain",
    at = c(1, 50, 100, 200))
  gehan <- MASS::gehan
  km("gehan.csv", gehan, "time", "cens", by(gehan, "treat"), conf = 0.9)
  m <- MASS::Melanoma
  km("melanoma.csv", m, "time", as.numeric(m$status != 2), by(m, "sex"),
    options = " --event-is=1,3", given = "status", at = c(1000, 3000), ci = "arcsin")
}

# ---- log-rank ----------------------------------------------------------------
logrank <- function(file, d, time, event, group, strata = NULL, options = "",
                    given = event) {
  command <- paste0("estimate logrank --time=", time, " --event=", given,
    " --by=", group$name, if (!is.null(strata)) paste0(" --strata=", strata$name),
    options, " ", file)
  e <- if (is.character(event)) d[[event]] else event
  g <- as.character(group$values)
  fit <- if (is.null(strata)) survdiff(Surv(d[[time]], e) ~ g)
         else survdiff(Surv(d[[time]], e) ~ g + strata(strata$values))
  observed <- if (is.matrix(fit$obs)) rowSums(fit$obs) else fit$obs
  expected <- if (is.matrix(fit$exp)) rowSums(fit$exp) else fit$exp
  labels <- sort(unique(g[!is.na(g)]))
  for (i in seq_along(labels)) {
    a <- paste0("logrank/", labels[i], "///")
    value(command, paste0(a, "n"), fit$n[i])
    value(command, paste0(a, "observed"), observed[i])
    value(command, paste0(a, "expected"), expected[i])
    value(command, paste0(a, "variance"), fit$var[i, i])
  }
  df <- sum(expected > 0) - 1
  value(command, "logrank////statistic", fit$chisq)
  value(command, "logrank////df", df)
  value(command, "logrank////p_value", pchisq(fit$chisq, df, lower.tail = FALSE))
}

all_logrank <- function(x) {
  logrank("aml.csv", survival::aml, "time", "status", by(survival::aml, "x"))
  lung <- survival::lung
  logrank("lung.csv", lung, "time", as.numeric(lung$status == 2),
    by(lung, "sex"), options = " --event-is=2", given = "status")
  logrank("lung.csv", lung, "time", as.numeric(lung$status == 2),
    by(lung, "ph.ecog"), by(lung, "sex"), " --event-is=2", "status")
  logrank("ties.csv", x$ties, "time", x$ties$status - 1, by(x$ties, "sex"),
    options = " --event-is=2", given = "status")
  v <- survival::veteran
  logrank("veteran.csv", v, "time", "status", by(v, "celltype"))
  logrank("veteran.csv", v, "time", "status", by(v, "trt"), by(v, "celltype"))
  logrank("ovarian.csv", survival::ovarian, "futime", "fustat", by(survival::ovarian, "rx"))
  k <- survival::kidney
  logrank("kidney.csv", k, "time", "status", by(k, "disease"), by(k, "sex"))
  colon <- subset(survival::colon, etype == 2)
  logrank("colon.csv", colon, "time", "status", by(colon, "rx"))
  logrank("colon.csv", colon, "time", "status", by(colon, "rx"), by(colon, "extent"))
  pbc <- survival::pbc
  logrank("pbc.csv", pbc, "time", as.numeric(pbc$status == 2), by(pbc, "edema"),
    options = " --event-is=2", given = "status")
  logrank("bmt.csv", x$bmt, "t2", "d3", by(x$bmt, "group"))
  logrank("larynx.csv", x$larynx, "time", "delta", by(x$larynx, "stage"))
  logrank("tongue.csv", x$tongue, "time", "delta", by(x$tongue, "type"))
  logrank("gehan.csv", MASS::gehan, "time", "cens", by(MASS::gehan, "treat"))
  logrank("gehan.csv", MASS::gehan, "time", "cens", by(MASS::gehan, "treat"),
    by(MASS::gehan, "pair"))
  m <- MASS::Melanoma
  logrank("melanoma.csv", m, "time", as.numeric(m$status == 1), by(m, "ulcer"),
    options = " --event-is=1", given = "status")
}

# ---- Fisher ------------------------------------------------------------------
# fisher.test() stops its root finding at 1.2e-4 of (0, 1): the same equations,
# solved to 1e-15.
root <- function(f, interval) uniroot(f, interval, tol = 1e-15, maxiter = 10000)$root

odds_of <- function(f) {
  # f increases in the odds
  if (f(1) == 0) return(1)
  if (f(1) > 0) root(f, c(0, 1)) else 1 / root(function(t) f(1 / t), c(1e-12, 1))
}

fisher_exact <- function(a, b, c, d, alternative = "two.sided", conf = 0.95) {
  m <- a + c; n <- b + d; k <- a + b
  lo <- max(0, k - n); hi <- min(k, m); x <- a
  support <- lo:hi
  logdc <- dhyper(support, m, n, k, log = TRUE)
  density <- function(odds) {
    if (odds == 0) return(as.numeric(support == lo))
    f <- logdc + log(odds) * support
    f <- exp(f - max(f)); f / sum(f)
  }
  lower_tail <- function(odds) sum(density(odds)[support <= x])
  upper_tail <- function(odds) sum(density(odds)[support >= x])
  tail <- if (alternative == "two.sided") (1 - conf) / 2 else 1 - conf
  list(p = fisher.test(matrix(c(a, b, c, d), 2, byrow = TRUE), alternative = alternative)$p.value,
    odds = if (x == lo) 0 else if (x == hi) Inf
           else odds_of(function(t) sum(support * density(t)) - x),
    low = if (x == lo || alternative == "less") 0 else odds_of(function(t) upper_tail(t) - tail),
    high = if (x == hi || alternative == "greater") Inf
           else odds_of(function(t) tail - lower_tail(t)))
}

# Every table with the margins, one by one.
enumerate_p <- function(t) {
  seen <- -sum(lfactorial(t)); p <- 0; all <- 0
  fill <- function(left, column, sum_so_far) {
    if (column > ncol(t)) {
      w <- exp(sum_so_far)
      all <<- all + w
      if (sum_so_far <= seen + 1e-7) p <<- p + w
      return(invisible())
    }
    if (column == ncol(t))
      return(fill(left - left, column + 1, sum_so_far - sum(lfactorial(left))))
    ways <- function(row, rest, x) {
      if (row == nrow(t)) {
        if (rest <= left[row]) {
          x[row] <- rest
          fill(left - x, column + 1, sum_so_far - sum(lfactorial(x)))
        }
        return(invisible())
      }
      for (i in 0:min(rest, left[row])) { x[row] <- i; ways(row + 1, rest - i, x) }
    }
    ways(1, sum(t[, column]), numeric(nrow(t)))
  }
  fill(rowSums(t), 1, 0)
  p / all
}

all_fisher <- function(x) {
  sides <- c("two-sided" = "two.sided", less = "less", greater = "greater")
  for (side in names(sides)) {
    command <- paste0("estimate fisher --count=count --row=row --column=column --within=table",
      if (side != "two-sided") paste0(" --alternative=", side),
      if (side == "greater") " --conf=0.9", " two-by-two.csv")
    for (i in seq_len(nrow(x$two))) {
      t <- x$two[i, ]
      r <- fisher_exact(t[1], t[2], t[3], t[4], sides[[side]],
        if (side == "greater") 0.9 else 0.95)
      a <- paste0("fisher/", i, "///")
      value(command, paste0(a, "n"), sum(t))
      value(command, paste0(a, "p_value"), r$p)
      value(command, paste0(a, "odds_ratio"), r$odds)
      value(command, paste0(a, "conf_low"), r$low)
      value(command, paste0(a, "conf_high"), r$high)
    }
  }
  command <- "estimate fisher --count=count --row=row --column=column --within=table wide.csv"
  for (i in seq_along(x$wide)) {
    value(command, paste0("fisher/", i, "///p_value"), enumerate_p(x$wide[[i]]))
    value(command, paste0("fisher/", i, "///odds_ratio"), NA)
  }
  t <- table(x$bmt$group, x$bmt$da)
  command <- "estimate fisher --by=group --outcome=da bmt.csv"
  value(command, "fisher////p_value", enumerate_p(unclass(t)))
  m <- MASS::Melanoma
  t <- table(m$sex, m$ulcer)
  r <- fisher_exact(t[1, 1], t[1, 2], t[2, 1], t[2, 2])
  command <- "estimate fisher --by=sex --outcome=ulcer melanoma.csv"
  value(command, "fisher////p_value", r$p)
  value(command, "fisher////odds_ratio", r$odds)
  value(command, "fisher////conf_low", r$low)
  value(command, "fisher////conf_high", r$high)
}

# ---- proportions -------------------------------------------------------------
limits <- function(ci, x, n, conf) {
  tail <- (1 - conf) / 2; z <- qnorm(tail, lower.tail = FALSE); p <- x / n
  switch(ci,
    "clopper-pearson" = c(if (x == 0) 0 else qbeta(tail, x, n - x + 1),
      if (x == n) 1 else qbeta(tail, x + 1, n - x, lower.tail = FALSE)),
    jeffreys = c(if (x == 0) 0 else qbeta(tail, x + 0.5, n - x + 0.5),
      if (x == n) 1 else qbeta(tail, x + 0.5, n - x + 0.5, lower.tail = FALSE)),
    wilson = suppressWarnings(prop.test(x, n, conf.level = conf, correct = FALSE)$conf.int),
    # at one half prop.test() drops the correction, as its null is a half
    "wilson-cc" = if (2 * x == n) NULL
      else suppressWarnings(prop.test(x, n, conf.level = conf)$conf.int),
    "agresti-coull" = {
      m <- (x + z^2 / 2) / (n + z^2); h <- z * sqrt(m * (1 - m) / (n + z^2))
      c(max(0, m - h), min(1, m + h))
    })
}

# What a double holds at full precision, or NA.
normal <- function(p) if (p < .Machine$double.xmin) NA else p

all_proportion <- function() {
  d <- read.csv("data/counts.csv")
  for (ci in c("clopper-pearson", "wilson", "wilson-cc", "agresti-coull", "jeffreys"))
    for (conf in c(0.95, 0.8)) {
      command <- paste0("estimate proportion --count=count --denominator=denominator --by=group",
        if (ci != "clopper-pearson") paste0(" --ci=", ci),
        if (conf != 0.95) paste0(" --conf=", conf), " counts.csv")
      for (i in seq_len(nrow(d))) {
        l <- limits(ci, d$count[i], d$denominator[i], conf)
        a <- paste0("proportion/", d$group[i], "///")
        value(command, paste0(a, "estimate"), d$count[i] / d$denominator[i])
        if (is.null(l)) next
        # exact ends, where closed forms leave 1e-17
        if (d$count[i] == 0) l[1] <- 0
        if (d$count[i] == d$denominator[i]) l[2] <- 1
        value(command, paste0(a, "conf_low"), l[1])
        value(command, paste0(a, "conf_high"), l[2])
      }
    }
  for (side in c("two-sided", "less", "greater")) {
    command <- paste0("estimate proportion --count=count --denominator=denominator --by=group --null=0.3",
      if (side != "two-sided") paste0(" --alternative=", side), " counts.csv")
    for (i in seq_len(nrow(d)))
      value(command, paste0("proportion/", d$group[i], "///p_value"),
        normal(binom.test(d$count[i], d$denominator[i], 0.3, sub("-", ".", side))$p.value))
  }
}

dir.create("data", showWarnings = FALSE)
x <- export()
all_km(x)
all_logrank(x)
all_fisher(x)
all_proportion()
writeLines(c("command\taddress\tvalue\ttolerance", rows), "values.tsv")
