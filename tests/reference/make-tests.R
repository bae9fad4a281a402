# Writes values-tests.tsv, and the data sets that only it uses.  Run by hand, in
# this folder, with R 4.2 and its packages survival, KMsurv and MASS; the tests
# themselves need no R.
suppressMessages({
  library(survival)
  library(MASS)
})
options(digits = 17, warn = 1)
tolerance <- "1e-9"
rows <- character()
text <- function(x) ifelse(is.na(x) | is.infinite(x), "NA", sprintf("%.17g", x))
value <- function(command, address, x)
  rows <<- c(rows, paste(paste("estimate", command), address, text(x), tolerance, sep = "\t"))
values <- function(command, place, ...) {
  x <- list(...)
  for (statistic in names(x)) value(command, paste0(place, statistic), x[[statistic]])
}
save_csv <- function(d, name)
  write.csv(d, file.path("data", name), row.names = FALSE, quote = FALSE)

# ---- data --------------------------------------------------------------------
save_csv(ToothGrowth, "toothgrowth.csv")
save_csv(warpbreaks, "warpbreaks.csv")
save_csv(airquality, "airquality.csv")
save_csv(data.frame(first = sleep$extra[1:10], second = sleep$extra[11:20]), "sleep.csv")
save_csv(PlantGrowth, "plantgrowth.csv")
save_csv(InsectSprays, "insectsprays.csv")
save_csv(chickwts, "chickwts.csv")
save_csv(swiss, "swiss.csv")
save_csv(MASS::birthwt, "birthwt.csv")
save_csv(MASS::Pima.te, "pima.csv")
save_csv(MASS::quine, "quine.csv")
save_csv(MASS::anorexia, "anorexia.csv")
ucb <- as.data.frame(UCBAdmissions)
names(ucb) <- c("admit", "gender", "department", "count")
save_csv(ucb, "ucb.csv")
eye <- as.data.frame(HairEyeColor)
save_csv(aggregate(Freq ~ Hair + Eye, eye, sum), "haireye.csv")
smokers <- data.frame(group = 1:4, smoked = c(83, 90, 129, 70), patients = c(86, 93, 136, 82))
save_csv(smokers, "smokers.csv")
approval <- data.frame(first = c("yes", "no", "yes", "no"), second = c("yes", "yes", "no", "no"),
  count = c(794, 86, 150, 570))
save_csv(approval, "approval.csv")
pairs3 <- data.frame(first = rep(c("a", "b", "c"), 3), second = rep(c("a", "b", "c"), each = 3),
  count = c(20, 10, 5, 3, 30, 15, 4, 5, 40))
save_csv(pairs3, "pairs.csv")
rates <- data.frame(group = c("a", "b"), events = c(11, 26), years = c(800, 975.5))
save_csv(rates, "rates.csv")
none <- data.frame(group = c("a", "b"), events = c(0, 7), years = c(120, 80))
save_csv(none, "rates-none.csv")
p <- c(0.01, 0.04, 0.03, 0.005, 0.9, 1e-200, 0.04, 1)
save_csv(data.frame(test = letters[seq_along(p)], p), "p-values.csv")

# Groups in the order of estimate: as they appear, or numbers ascending.
grouped <- function(d, column, group)
  split(d[[column]], if (is.numeric(d[[group]])) factor(d[[group]])
    else factor(d[[group]], unique(d[[group]])))

# ---- describe ----------------------------------------------------------------
describe <- function(file, d, column, group, type = 7) {
  command <- paste0("describe --value=", column, " --by=", group,
    if (type != 7) paste0(" --quantile-type=", type), " ", file)
  parts <- grouped(d, column, group)
  for (label in names(parts)) {
    x <- parts[[label]]
    k <- x[!is.na(x)]
    q <- quantile(k, c(0.25, 0.75), type = type)
    values(command, paste0("describe/", label, "//", column, "/"), n = length(k),
      n_missing = sum(is.na(x)), mean = mean(k), sd = sd(k), median = median(k),
      minimum = min(k), maximum = max(k), q1 = q[[1]], q3 = q[[2]])
  }
  if (length(parts) == 2) {
    a <- na.omit(parts[[1]])
    b <- na.omit(parts[[2]])
    value(command, paste0("describe///", column, "/smd"),
      (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2))
  }
}
for (type in 1:9) {
  describe("lung.csv", lung, "wt.loss", "sex", type)
  describe("airquality.csv", airquality, "Ozone", "Month", type)
}
describe("toothgrowth.csv", ToothGrowth, "len", "supp")
describe("birthwt.csv", birthwt, "bwt", "smoke", 6)

# ---- chisq -------------------------------------------------------------------
suppressWarnings(for (correct in c(FALSE, TRUE)) {
  t <- table(birthwt$smoke, birthwt$low)[2:1, 2:1]
  command <- paste0("chisq --by=smoke --outcome=low", if (correct) " --yates", " birthwt.csv")
  # levels that are numbers stand in their order: 0 1 by 0 1
  c0 <- chisq.test(t[2:1, 2:1], correct = correct)
  odds <- t[1, 1] * t[2, 2] / (t[1, 2] * t[2, 1])
  limits <- odds * exp(c(-1, 1) * qnorm(0.975) * sqrt(sum(1 / t)))
  values(command, "chisq////", n = sum(t), statistic = c0$statistic, df = c0$parameter,
    p_value = c0$p.value, smallest_expected = min(c0$expected), odds_ratio = odds,
    conf_low = limits[1], conf_high = limits[2])
  mh <- mantelhaen.test(table(birthwt$smoke, birthwt$low, birthwt$race), correct = correct)
  values(sub("low", "low --mantel-haenszel=race", command), "chisq////",
    statistic = mh$statistic, df = mh$parameter, p_value = mh$p.value,
    odds_ratio = mh$estimate, conf_low = mh$conf.int[1], conf_high = mh$conf.int[2])
  mh <- mantelhaen.test(UCBAdmissions, correct = correct, conf.level = 0.9)
  values(paste0("chisq --count=count --row=admit --column=gender --mantel-haenszel=department",
    " --conf=0.9", if (correct) " --yates", " ucb.csv"), "chisq////",
    statistic = mh$statistic, df = mh$parameter, p_value = mh$p.value,
    odds_ratio = mh$estimate, conf_low = mh$conf.int[1], conf_high = mh$conf.int[2])
  m <- mcnemar.test(xtabs(count ~ first + second, approval), correct = correct)
  values(paste0("chisq --count=count --row=first --column=second --mcnemar",
    if (correct) " --yates", " approval.csv"), "chisq////",
    n = sum(approval$count), statistic = m$statistic, df = m$parameter, p_value = m$p.value)
})
m <- mcnemar.test(xtabs(count ~ first + second, pairs3))
values("chisq --count=count --row=first --column=second --mcnemar pairs.csv", "chisq////",
  statistic = m$statistic, df = m$parameter, p_value = m$p.value)
suppressWarnings({
  c0 <- chisq.test(xtabs(Freq ~ Hair + Eye, eye))
  values("chisq --count=Freq --row=Hair --column=Eye haireye.csv", "chisq////",
    statistic = c0$statistic, df = c0$parameter, p_value = c0$p.value,
    smallest_expected = min(c0$expected))
  c0 <- chisq.test(table(birthwt$race, birthwt$ftv))
  values("chisq --by=race --outcome=ftv birthwt.csv", "chisq////",
    statistic = c0$statistic, df = c0$parameter, p_value = c0$p.value,
    smallest_expected = min(c0$expected))
})
c0 <- prop.test(smokers$smoked, smokers$patients)
values("chisq --count=smoked --denominator=patients --row=group smokers.csv", "chisq////",
  statistic = c0$statistic, df = c0$parameter, p_value = c0$p.value)
for (s in list(1:4, c(0, 0, 1, 2), c(-1.5, 0, 3, 100))) {
  c0 <- prop.trend.test(smokers$smoked, smokers$patients, s)
  values(paste0("chisq --count=smoked --denominator=patients --row=group --trend=",
    paste(s, collapse = ","), " smokers.csv"), "chisq////",
    statistic = c0$statistic, df = c0$parameter, p_value = c0$p.value)
}

# ---- wilcoxon ----------------------------------------------------------------
# P of the permutations of midranks, two-sided by the distance from the mean
permuted <- function(x, y, side) {
  r <- rank(c(x, y))
  w <- combn(length(r), length(x), function(i) sum(r[i]))
  seen <- sum(r[seq_along(x)])
  middle <- length(x) * mean(r)
  mean(switch(side, "two-sided" = abs(w - middle) >= abs(seen - middle) - 1e-9,
    less = w <= seen + 1e-9, greater = w >= seen - 1e-9))
}
# the difference where the normal statistic crosses its quantile: root() of
# wilcox.test() stops within 1e-4 of one of the differences
nearest <- function(x, y, root) {
  d <- sort(unique(c(outer(x, y, "-"))))
  at <- d[which.min(abs(d - root))]
  stopifnot(abs(at - root) < 2e-4)
  at
}
wilcoxon <- function(file, d, column, group, options = "", side = "two-sided", ...) {
  parts <- grouped(d, column, group)
  x <- na.omit(parts[[1]])
  y <- na.omit(parts[[2]])
  command <- paste0("wilcoxon --value=", column, " --by=", group, options,
    if (side != "two-sided") paste0(" --alternative=", side), " ", file)
  w <- suppressWarnings(wilcox.test(x, y, alternative = sub("-", ".", side), conf.int = TRUE, ...))
  exact <- grepl("exact", w$method)
  limits <- w$conf.int
  if (!exact) for (i in 1:2)
    if (is.finite(limits[i])) limits[i] <- nearest(x, y, limits[i])
  values(command, "wilcoxon////", statistic = w$statistic, p_value = w$p.value,
    exact = as.numeric(exact), estimate = median(outer(x, y, "-")), conf_low = limits[1],
    conf_high = limits[2])
}
for (side in c("two-sided", "less", "greater")) {
  wilcoxon("lung.csv", lung, "age", "sex", side = side)
  wilcoxon("lung.csv", lung, "wt.loss", "sex", " --no-correction", side = side, correct = FALSE)
  wilcoxon("toothgrowth.csv", ToothGrowth, "len", "supp", side = side)
  wilcoxon("pima.csv", Pima.te, "ped", "type", side = side)
  wilcoxon("ovarian.csv", ovarian, "age", "rx", side = side)
  wilcoxon("ovarian.csv", ovarian, "age", "rx", " --approximate", side = side, exact = FALSE)
  x <- aml$time[aml$x == "Maintained"]
  y <- aml$time[aml$x != "Maintained"]
  values(paste0("wilcoxon --value=time --by=x --exact",
    if (side != "two-sided") paste0(" --alternative=", side), " aml.csv"), "wilcoxon////",
    p_value = permuted(x, y, side), exact = 1)
}
wilcoxon("ovarian.csv", ovarian, "age", "resid.ds", " --conf=0.8", conf.level = 0.8)
set <- subset(chickwts, feed %in% c("casein", "soybean"))
wilcoxon("chickwts.csv --where=feed!=horsebean --where=feed!=linseed --where=feed!=meatmeal --where=feed!=sunflower",
  set, "weight", "feed")

# ---- kruskal, anova, ttest ---------------------------------------------------
several <- function(file, d, column, group) {
  f <- reformulate(paste0("factor(", group, ")"), column)
  k <- kruskal.test(f, d)
  tail <- paste0(" --value=", column, " --by=", group)
  values(paste0("kruskal", tail, " ", file), "kruskal////",
    statistic = k$statistic, df = k$parameter, p_value = k$p.value)
  for (welch in c(FALSE, TRUE)) {
    a <- oneway.test(f, d, var.equal = !welch)
    values(paste0("anova", tail, if (welch) " --welch", " ", file), "anova////",
      statistic = a$statistic, df = a$parameter[1], df_residual = a$parameter[2],
      p_value = a$p.value)
  }
}
several("airquality.csv", airquality, "Ozone", "Month")
several("insectsprays.csv", InsectSprays, "count", "spray")
several("plantgrowth.csv", PlantGrowth, "weight", "group")
several("warpbreaks.csv", warpbreaks, "breaks", "tension")
several("chickwts.csv", chickwts, "weight", "feed")
several("quine.csv", quine, "Days", "Age")
several("veteran.csv", veteran, "karno", "celltype")
ttest <- function(command, t, estimate)
  values(command, "ttest////", statistic = t$statistic, df = t$parameter, p_value = t$p.value,
    estimate = estimate, conf_low = t$conf.int[1], conf_high = t$conf.int[2])
for (side in c("two-sided", "less", "greater")) for (welch in c(FALSE, TRUE)) {
  tail <- paste0(if (welch) " --welch", if (side != "two-sided") paste0(" --alternative=", side))
  r <- sub("-", ".", side)
  for (i in 1:3) {
    file <- c("lung.csv", "birthwt.csv", "pima.csv")[i]
    d <- list(lung, birthwt, Pima.te)[[i]]
    column <- c("age", "bwt", "glu")[i]
    group <- c("sex", "smoke", "type")[i]
    parts <- grouped(d, column, group)
    t <- t.test(parts[[1]], parts[[2]], var.equal = !welch, alternative = r)
    ttest(paste0("ttest --value=", column, " --by=", group, tail, " ", file), t,
      t$estimate[[1]] - t$estimate[[2]])
  }
}
t <- t.test(sleep$extra[1:10], sleep$extra[11:20], paired = TRUE)
ttest("ttest --value=first --pair=second sleep.csv", t, t$estimate)
t <- t.test(anorexia$Postwt, mu = 80, conf.level = 0.999)
ttest("ttest --value=Postwt --null=80 --conf=0.999 anorexia.csv", t, t$estimate)

# ---- spearman ----------------------------------------------------------------
spearman <- function(file, x, y, a, b, options = "", where = "", ...) {
  s <- suppressWarnings(cor.test(x, y, method = "spearman", ...))
  values(paste0("spearman --value=", a, " --by=", b, options, where, " ", file), "spearman////",
    estimate = s$estimate, statistic = s$statistic, p_value = s$p.value)
}
spearman("swiss.csv", swiss$Fertility, swiss$Agriculture, "Fertility", "Agriculture")
spearman("swiss.csv", swiss$Agriculture, swiss$Catholic, "Agriculture", "Catholic")
spearman("lung.csv", lung$age, lung$wt.loss, "age", "wt.loss")
spearman("pima.csv", Pima.te$ped, Pima.te$glu, "ped", "glu")
spearman("ovarian.csv", ovarian$age, ovarian$futime, "age", "futime")
spearman("ovarian.csv", ovarian$age, ovarian$futime, "age", "futime", " --approximate", exact = FALSE)
for (limit in c(300, 365, 400, 450, 500, 800)) for (most in c(TRUE, FALSE)) {
  o <- if (most) subset(ovarian, futime <= limit) else subset(ovarian, futime > limit)
  if (nrow(o) > 1)
    spearman("ovarian.csv", o$age, o$futime, "age", "futime",
      where = paste0(" --where=futime", if (most) "<=" else ">", limit))
}

# ---- rate --------------------------------------------------------------------
rate <- function(command, x, t, labels, per = 1, conf = 0.95) {
  a <- (1 - conf) / 2
  for (i in seq_along(x))
    values(command, paste0("rate/", labels[i], "///"), count = x[i], exposure = t[i],
      estimate = x[i] / t[i] * per, conf_low = if (x[i] > 0) qgamma(a, x[i]) / t[i] * per else 0,
      conf_high = qgamma(1 - a, x[i] + 1) / t[i] * per)
  if (length(x) == 2) for (side in c("two-sided", "less", "greater")) {
    p <- poisson.test(x, t, alternative = sub("-", ".", side), conf.level = conf)
    values(sub("rate", paste0("rate", if (side != "two-sided") paste0(" --alternative=", side)),
      command), "rate///ratio/", ratio = p$estimate, conf_low = p$conf.int[1],
      conf_high = p$conf.int[2], p_value = p$p.value)
  }
}
rate("rate --event=events --exposure=years --by=group rates.csv", rates$events, rates$years, rates$group)
rate("rate --event=events --exposure=years --by=group --per=1000 --conf=0.9 rates.csv",
  rates$events, rates$years, rates$group, 1000, 0.9)
rate("rate --event=events --exposure=years --by=group rates-none.csv", none$events, none$years, none$group)
rate("rate --event=status --exposure=time --by=trt veteran.csv", c(tapply(veteran$status, veteran$trt, sum)),
  c(tapply(veteran$time, veteran$trt, sum)), 1:2)
rate("rate --event=status --exposure=time --by=celltype veteran.csv",
  c(tapply(veteran$status, veteran$celltype, sum)), c(tapply(veteran$time, veteran$celltype, sum)),
  levels(veteran$celltype))

# ---- adjust ------------------------------------------------------------------
for (method in c("holm", "bh", "bonferroni")) {
  adjusted <- p.adjust(p, c(holm = "holm", bh = "BH", bonferroni = "bonferroni")[[method]])
  for (i in seq_along(p))
    value(paste0("adjust --p=p --label=test --method=", method, " p-values.csv"),
      paste0("adjust///", letters[i], "/p_adjusted"), adjusted[i])
}

# ---- differences of proportions -----------------------------------------------
save_csv(two <- data.frame(group = c("a", "b"), count = c(56, 48), n = c(70, 80)), "two-rates.csv")
save_csv(ends <- data.frame(group = c("a", "b"), count = c(10, 0), n = c(10, 20)), "two-ends.csv")
wilson <- function(x, n, conf) suppressWarnings(prop.test(x, n, correct = FALSE, conf.level = conf))$conf.int
for (file in c("two-rates.csv", "two-ends.csv")) for (conf in c(0.95, 0.8)) {
  d <- if (file == "two-rates.csv") two else ends
  command <- paste0("proportion --count=count --denominator=n --by=group --conf=", conf, " --difference=")
  share <- d$count / d$n
  a <- wilson(d$count[1], d$n[1], conf)
  b <- wilson(d$count[2], d$n[2], conf)
  # prop.test() leaves rounding where a limit is 0 or 1
  if (file == "two-ends.csv") { a[2] <- 1; b[1] <- 0 }
  values(paste0(command, "newcombe ", file), "proportion///difference/",
    difference = share[1] - share[2],
    conf_low = share[1] - share[2] - sqrt((share[1] - a[1])^2 + (b[2] - share[2])^2),
    conf_high = share[1] - share[2] + sqrt((a[2] - share[1])^2 + (share[2] - b[1])^2))
  w <- suppressWarnings(prop.test(d$count, d$n, correct = FALSE, conf.level = conf))$conf.int
  values(paste0(command, "wald ", file), "proportion///difference/", conf_low = w[1], conf_high = w[2])
}

# ---- two-stage designs ---------------------------------------------------------
# every design of at most `most` patients
designs <- function(p0, p1, alpha, power, most) {
  found <- NULL
  for (n in 2:most) for (n1 in 1:(n - 1)) for (r1 in 0:(n1 - 1)) {
    x <- (r1 + 1):n1
    if (1 - pbinom(r1, n1, p1) < power) break
    success <- function(p, r) sum(dbinom(x, n1, p) * pbinom(r - x, n - n1, p, lower.tail = FALSE))
    for (r in r1:(n - 1)) if (success(p0, r) <= alpha) {
      if (success(p1, r) >= power) found <- rbind(found, data.frame(n1, r1, n, r,
        en = n1 + (1 - pbinom(r1, n1, p0)) * (n - n1), pet = pbinom(r1, n1, p0),
        alpha = success(p0, r), power = success(p1, r)))
      break
    }
  }
  list(optimal = found[which.min(found$en), ], minimax = with(subset(found, n == min(n)),
    subset(found, n == min(n))[which.min(en), ]))
}
for (x in list(c(0.05, 0.25, 0.05, 0.8, 30), c(0.1, 0.3, 0.05, 0.8, 35), c(0.2, 0.4, 0.05, 0.8, 45),
  c(0.6, 0.8, 0.1, 0.9, 45))) {
  found <- designs(x[1], x[2], x[3], x[4], x[5])
  for (term in names(found))
    do.call(values, c(list(paste0("simon --p0=", x[1], " --p1=", x[2], " --alpha=", x[3],
      " --power=", x[4], " --most=", x[5]), paste0("simon///", term, "/")), found[[term]]))
}

writeLines(c("command\taddress\tvalue\ttolerance", rows), "values-tests.tsv")
