/* One order, its audit log, two operators who act and settle, and an exchange. Anybody may be killed or held up at any
 * moment, a request may arrive late or never, its answer may be lost, reads may fail. Checked: no intent has two
 * requests; no request leaves, or is carried out, once its intent was settled; nobody acts beside a request that may be
 * on its way; nothing is called done that was not read back; and every intent is settled in the end.
 *
 *   spin -run -safety -noclaim phases.pml           the assertions, and that nobody is stuck
 *   spin -run -ltl resolvable -a -f phases.pml      with an exchange that answers again after a while
 *
 * ModelTests runs both, and holds the audit logs of killed commands against `note_row`.
 */

#define INTENTS 3
/* How many of them are made, how often somebody is killed, and something is lost: -D for more. */
#ifndef LIMIT
#define LIMIT   2
#endif
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef FAULTS
#define FAULTS  1
#endif

/* What the log says of an intent. */
#define NONE    0
#define INTENT  1
#define DONE    2
#define DOUBT   3
#define SETTLED 4

/* What a row says of it. */
#define INTENT_ROW      1
#define OUTCOME_DONE    2
#define OUTCOME_REFUSED 3
#define OUTCOME_UNKNOWN 4
#define VERIFIED        5
#define UNREAD          6
#define RESOLVED        7

byte at[INTENTS];
bool unsent[INTENTS];       /* its outcome says that nothing was executed */
byte requests[INTENTS];     /* that left */
bool flying[INTENTS];       /* on its way */
bool executed[INTENTS];
bool expired[INTENTS];      /* its window is over: nobody signs it, and the exchange refuses it */
byte made = 0;              /* intents in the log */
bool alive = true;          /* the order rests on the exchange */
byte crashes = 0;
byte faults = 0;            /* requests, answers and rows that were lost, reads that failed */

/* The rows an intent may get, and what it is from then on; anything else is a fault. */
inline note_row(i, what)
{
	if
	:: at[i] == NONE    && what == INTENT_ROW      -> at[i] = INTENT
	:: at[i] == INTENT  && what == OUTCOME_DONE    -> at[i] = DONE
	:: at[i] == INTENT  && what == OUTCOME_REFUSED -> at[i] = SETTLED
	:: at[i] == INTENT  && what == OUTCOME_UNKNOWN -> at[i] = DOUBT
	:: at[i] == INTENT  && what == VERIFIED        -> at[i] = SETTLED
	:: at[i] == INTENT  && what == UNREAD          -> at[i] = INTENT
	:: at[i] == INTENT  && what == RESOLVED        -> at[i] = SETTLED
	:: at[i] == DONE    && what == VERIFIED        -> at[i] = SETTLED
	:: at[i] == DONE    && what == UNREAD          -> at[i] = DONE
	:: at[i] == DONE    && what == RESOLVED        -> at[i] = SETTLED
	:: at[i] == DOUBT   && what == VERIFIED        -> at[i] = SETTLED
	:: at[i] == DOUBT   && what == UNREAD          -> at[i] = DOUBT
	:: at[i] == DOUBT   && what == RESOLVED        -> at[i] = SETTLED
	:: at[i] == SETTLED && what == OUTCOME_DONE    -> at[i] = SETTLED
	:: at[i] == SETTLED && what == OUTCOME_REFUSED -> at[i] = SETTLED
	:: at[i] == SETTLED && what == OUTCOME_UNKNOWN -> at[i] = SETTLED
	:: at[i] == SETTLED && what == VERIFIED        -> at[i] = SETTLED
	:: at[i] == SETTLED && what == UNREAD          -> at[i] = SETTLED
	:: at[i] == SETTLED && what == RESOLVED        -> at[i] = SETTLED
	:: else -> assert(false)
	fi
}

#define OPEN(i)   (at[i] == INTENT || at[i] == DONE || at[i] == DOUBT)
#define SOME_OPEN (OPEN(0) || OPEN(1) || OPEN(2))
/* An intent of another command since this one began, that may have been sent. */
#define RIVAL(i)  (since <= i && i < mine && !unsent[i])
#define KILLED    crashes < CRASHES -> crashes++; goto again

#define MAY_ARRIVE(i) (flying[i] && !expired[i])

active proctype Exchange()
{
	byte i;
end_rest:
	do
	:: atomic { flying[0] -> i = 0 } -> goto arrives
	:: atomic { flying[1] -> i = 1 } -> goto arrives
	:: atomic { flying[2] -> i = 2 } -> goto arrives
	od;
arrives:
	atomic {
		flying[i] = false;
		if
		:: alive && !expired[i] ->
			assert(at[i] != SETTLED);
			alive = false;
			executed[i] = true
		:: faults < FAULTS -> faults++
		:: !alive || expired[i] -> skip
		fi
	}
	goto end_rest
}

active [2] proctype Operator()
{
	byte mine, since;
	bool wasRead, wasGone;

again:
	/* Plan and gates. */
	atomic {
		since = made;
		if
		:: !SOME_OPEN && alive && made < LIMIT -> skip
		:: SOME_OPEN -> goto settle
		:: !SOME_OPEN && (!alive || made == LIMIT) -> goto rest
		fi
	}
	/* The intent; of those who passed the gates at the same time the first in the log sends. */
	atomic {
		if
		:: made < LIMIT -> mine = made; made++; note_row(mine, INTENT_ROW)
		:: else -> goto again
		fi
	}
	if
	:: KILLED
	:: true
	fi;
	atomic {
		if
		:: RIVAL(0) || RIVAL(1) ->
			note_row(mine, OUTCOME_REFUSED);
			unsent[mine] = true;
			goto again
		:: else
		fi
	}
	/* Signed and sent, once, and only within its window. */
	atomic {
		if
		:: expired[mine] ->
			note_row(mine, OUTCOME_REFUSED);
			unsent[mine] = true;
			goto again
		:: else ->
			assert(requests[mine] == 0);
			assert(at[mine] == INTENT);
			assert(!MAY_ARRIVE(0) && !MAY_ARRIVE(1) && !MAY_ARRIVE(2));
			requests[mine]++;
			flying[mine] = true
		fi
	}
	if
	:: KILLED
	:: true
	fi;
	/* The answer, or none within the time that is waited for one. */
	atomic {
		if
		:: executed[mine] -> note_row(mine, OUTCOME_DONE)
		:: !executed[mine] && !flying[mine] && !alive -> note_row(mine, OUTCOME_REFUSED)
		:: true -> note_row(mine, OUTCOME_UNKNOWN)
		:: faults < FAULTS -> faults++                 /* the disk does not take it */
		fi
	}
	if
	:: KILLED
	:: true
	fi;
	/* Read back. */
	atomic {
		wasRead = false;
		wasGone = false;
		if
		:: wasRead = true; wasGone = !alive
		:: faults < FAULTS -> faults++
		fi
	}
	atomic {
		if
		:: wasRead && wasGone ->
			note_row(mine, VERIFIED);
			assert(!alive)
		:: else -> note_row(mine, UNREAD)
		fi
	}
	goto again;

settle:
	/* `audit resolve`: reads once the window is over, and sends nothing. */
	atomic {
		if
		:: OPEN(0) -> mine = 0
		:: OPEN(1) -> mine = 1
		:: OPEN(2) -> mine = 2
		:: !SOME_OPEN -> goto again
		fi;
		expired[mine] = true
	}
	atomic {
		if
		:: faults < FAULTS -> faults++; note_row(mine, UNREAD)
		:: note_row(mine, RESOLVED)
		fi
	}
	goto again;

rest:
end_rest:
	SOME_OPEN -> goto settle
}

ltl resolvable { []<> !SOME_OPEN }
