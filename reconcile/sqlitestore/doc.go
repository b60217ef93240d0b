// Package sqlitestore keeps a campaign in one SQLite file: the embedded store
// for an office that has no database server. It is pure Go, and a module of its
// own, so that only those who want it link SQLite.
//
//	store, err := sqlitestore.Open(ctx, "campaign.db", sqlitestore.Options{})
//	…
//	defer store.Close()
//	c, err := campaign.Open(ctx, store, campaign.Options{Clock: time.Now, Actor: "office-079", Key: key})
//
// One process at a time has the file; a second is refused with CodeLocked. The
// lock ends with its process. On a network file system it may not hold: for
// several machines there is reconcile/pgstore. Within the process any number of
// goroutines and workers may use the store; their calls take turns. The tables
// may be read with plain SQL while no campaign has the file open; the migrations
// say what the columns mean.
//
// # Durability
//
// What a call acknowledged is on the disk: the file is in WAL mode with
// synchronous=FULL. A process that dies leaves campaign.db-wal beside the file,
// which belongs to it and is read by the next Open. Claims end with the process.
//
// The schema is brought up to date by numbered migrations when the file is
// opened. A file that a newer version has written, or another program, is
// refused with CodeSchema and not changed.
//
// # Privacy
//
// The files have mode 0600. Keys, records, numbers and messages stand in the
// tables persons, numbers and outbox, sealed where the campaign has a key; all
// other columns hold no personal data.
//
// Erase writes zeros over what it removes and empties the WAL; so does a change
// of the key over what was under the old one, as far as the tables go. Copies that
// SQLite left in unused parts of pages, when it moved rows from one page to
// another, may outlive that: the files hold no byte of the person from when
// [Store.Compact] has written the file anew. Close does so by itself where
// somebody was erased or the key was changed, and after a crash Open does. A test
// searches the files for every value that the erased ever had, and for what was
// under the former key. What the file system and the disk
// keep of blocks that are no longer in use is beyond this package: seal the
// campaign with a key.
//
// # Errors
//
// Every error is a *campaign.Error. SQLite's own errors, which are the causes,
// name tables and columns and no values; the name of the file is left out.
//
// # Why SQLite, and which
//
// The work of a campaign on a simplified layout that is the same for all, 200,000
// participants, chunks of 1,000 loaded and of 500 claimed and answered, each
// durable; CPU in microseconds a participant or look-up, on two shared cores:
//
//	engine                    load  claim+answer  stream  find  file MiB  memory MiB  open ms  modules
//	modernc.org/sqlite 1.59     50            19     1.7   9.0       184         143        4        8
//	ncruces/go-sqlite3 0.30     67            34     2.1  11.9       184         101    1,013        4
//	go.etcd.io/bbolt 1.5        79            16     1.0   2.9       442         431        1        2
//	a journal of our own         8             3     0.9   1.0       137         213        0        0
//
//	go -C reconcile/sqlitestore/peerbench run . -engine modernc -n 200000   (and the others)
//
// The journal is the fastest and grows without bound in memory, because its
// indexes live there: about a gigabyte for a million participants, where 300 MiB
// are allowed. It cannot erase without writing everything anew, and recovery,
// checksums, indexes by unit and state, and migrations would be ours to write.
// bbolt needs the most space and writes whole pages for random keys; it never
// overwrites what it frees, so it cannot erase either, and every index is the
// program's own. SQLite has indexes, transactions, secure_delete, VACUUM and a
// format that auditors can read with tools of their own. Of its two ports
// modernc.org/sqlite takes half to three quarters of the time and opens at once,
// for four more modules; ncruces/go-sqlite3 uses less memory. Version 1.59 is the
// newest that does not ask for a newer Go than this module.
//
// # What was measured
//
// The work list of a rare state, 200 of a million participants Escalated: 2.0 ms,
// and 0.15 s for the 200 found one by one, as [campaign.Campaign.UnitsDue] finds
// units. Rows looks for a state in which at most 10,000 stand in the index by
// state and puts them in order; walking through all units took 0.81 s and 6.1 s.
// An index of state, unit and ID would be written twice for each participant and
// round, and find nothing sooner.
//
//	BHXH_BENCH_ROWS=1000000 go -C reconcile/sqlitestore test -run '^$' -bench Store/State -benchtime 5x .
//
// One million synthetic participants loaded and asked about by a process with
// two workers, chunks of 500, in 20 lives that ended with SIGKILL at random
// points, five of them while loading, on two shared cores with 25 other runnable
// processes: 15 min 33 s, CPU 3 min 19 s + 37 s, 240 MiB at most in use by a
// process, a file of 999 MiB. Every participant had exactly one outcome. 11,151
// questions were put a second time, all of them under way when the process was
// killed. The auditor reads the file with plain SQL and the processes' own logs
// of what they asked.
//
//	BHXH_ROUND=1000000 go -C reconcile/sqlitestore test -run TestRoundKilled -v -timeout 3h .
//
// The key of this million changed, in 21 lives of which 20 ended with SIGKILL at
// random points: CPU 2 min 55 s + 2 min 25 s, 265 MiB at most; each life begins
// with the file written anew, some 9 s of CPU. The last one rewrote 604,000
// participants with 1 min 45 s of CPU. Every record opened, 300 people were found
// by every number that they ever had, the report of before came out the same, and
// the old key opened nothing.
//
//	BHXH_ROUND=1000000 go -C reconcile/sqlitestore test -run TestRekeyKilled -v -timeout 3h .
package sqlitestore
