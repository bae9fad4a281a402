# What the jobs of tests/bench/run are in R: Rscript jobs.R JOB FILE
suppressMessages({ library(survival); library(data.table) })
arguments <- commandArgs(TRUE)
setDTthreads(2)

covariates <- function(n) paste0("x", seq_len(n))
read <- function(...) fread(arguments[2], select = c("time", ...))
print_all <- function(x) write.table(x, sep = "\t", quote = FALSE)
model <- function(n, outcome = "Surv(time, event)", more = "")
	as.formula(paste(outcome, "~",
		paste(covariates(n), collapse = " + "), more))
curve <- function() survfit(Surv(time, event) ~ group, read("event", "group"))
fine_gray <- function(n) {
	rows <- read("cause", covariates(n))
	print(summary(cmprsk::crr(rows$time, rows$cause,
		as.matrix(rows[, -(1:2)]), failcode = 1)))
}

switch(arguments[1],
	start = ,
	km = {
		fit <- curve()
		print(summary(fit)$table)
		print_all(with(fit, data.frame(time, n.risk, n.event, n.censor,
			surv, std.err, lower, upper, cumhaz)))
	},
	"at-risk" = print_all(with(
		summary(curve(), times = seq(0, 180, 12), extend = TRUE),
		data.frame(strata, time, n.risk, surv, lower, upper))),
	logrank = print(survdiff(
		Surv(time, event) ~ group, read("event", "group"))),
	gray = {
		rows <- read("cause", "group")
		print(cmprsk::cuminc(rows$time, rows$cause, rows$group)$Tests)
	},
	cuminc = {
		rows <- read("cause", "group")
		fit <- survfit(Surv(time, factor(cause)) ~ group, rows)
		print_all(data.frame(fit$time, fit$n.risk, fit$pstate,
			fit$std.err))
	},
	"cox-13" = print(summary(coxph(model(13),
		read("event", covariates(13))))),
	"cox-cluster" = print(summary(coxph(model(10, more = "+ cluster(id)"),
		read("event", "id", covariates(10))))),
	"finegray-1" = fine_gray(1),
	"finegray-10" = fine_gray(10),
	"finegray-13" = fine_gray(13),
	stop("no such job: ", arguments[1]))
