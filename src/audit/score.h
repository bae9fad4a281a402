/*
 * How many printed numbers a study has and how many of each verdict.
 */
#ifndef RELIT_SCORE_H
#define RELIT_SCORE_H

/* The command `audit summary`: argv[0] is "summary".  Does not return. */
_Noreturn void score_main(int argc, char **argv);

#endif
