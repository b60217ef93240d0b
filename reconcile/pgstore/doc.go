// Package pgstore keeps a campaign in PostgreSQL, version 13 or later, for
// several workers on several machines. It is a module of its own, so that only
// those who want it link jackc/pgx.
//
//	store, err := pgstore.Open(ctx, "postgres://bhxh@db.example/bhxh?pool_max_conns=8", pgstore.Options{})
//	…
//	defer store.Close()
//	c, err := campaign.Open(ctx, store, campaign.Options{Clock: time.Now, Actor: "office-079", Key: key})
//
// Every process does the same. [Open] makes the schema and brings it up to date
// with the numbered migrations that are embedded in the package, under an
// advisory lock: of several that start together one does so. The tables stand in
// a schema of their own ([Options.Schema]) and may be read with plain SQL; the
// migrations say what the columns mean.
//
// # Order
//
// Every transaction that stores events takes an advisory lock of the schema
// after it has locked its participants, and keeps it until it is committed. So
// positions have no gaps, times never go back, and an event that can be seen
// tells that every earlier one can be seen: a report as of a Fence comes out the
// same for ever. The lock is held while a chunk is written, not while the
// registry is asked.
//
// # Workers
//
// A worker has a session of its own beside the pool, and a token on which that
// session holds an advisory lock. Claims are rows that bear the token; they are
// made with FOR UPDATE SKIP LOCKED. When a worker's process dies, PostgreSQL
// ends its session and the claims are free at once. A worker that was only cut
// off goes on under a new token with those claims that nobody has taken over;
// for the others its Append fails with CodeFenced.
//
// Because of these locks a connection must stay one session: connect directly,
// or through a pooler in session mode.
//
// # Broken connections
//
// A call whose connection breaks is done again on a new one, for about ten
// seconds, unless its context ends before. Where the COMMIT was sent and not
// answered the server is asked what became of the transaction
// (pg_xact_status), and what it stored is looked for, because a server that has
// crashed gives the id of a transaction that did not reach the disk to another:
// nothing is lost and nothing stored twice. Where even that
// cannot be learned the error has CodeStore and the Op "commit"; a change that
// is then appended again fails with CodeConflict if it had been stored.
//
// Stored is what PostgreSQL calls committed: with fsync and synchronous_commit
// on, as they are by default, it survives a crash of the machine.
//
// # Errors
//
// Every error is a *campaign.Error. What the server reports is reduced to its
// SQLSTATE ([SQLState] is the cause), because messages and details of PostgreSQL
// quote the values of rows. A text that PostgreSQL cannot hold, with a NUL byte
// or broken UTF-8, fails with CodeInput.
//
// # Privacy
//
// Keys, records, numbers and messages stand in the tables persons, numbers and
// outbox, sealed where the campaign has a key; all other columns hold no
// personal data. After Erase no query finds the person. The files of the server
// still hold the old versions of the rows until VACUUM has run and the space is
// used again, the write-ahead log until it is recycled, and base backups and
// archives until they are destroyed. Where that is too long, give the campaign a
// key (then it is cipher text that stays), and run VACUUM FULL on the three
// tables, which writes them anew. The same holds for what was under a former key
// once it was changed ([campaign.Campaign.Rekey]); settings is then a fourth
// table.
//
// # What was measured
//
// One million synthetic participants loaded by one process and asked about by
// two, with two workers each and chunks of 500, in lives of which 20 ended with
// SIGKILL at random points, on two cores that other work shared: 3 min 48 s to
// load and 5 min 41 s to ask, CPU of the processes 1 min 44 s + 16 s (the
// server's own comes on top), 111 MiB at most in a process, 1,914 MiB in the
// database. Every participant had exactly one outcome. 10,182 questions were put
// a second time, all of them under way in a process that was killed. The auditor
// reads the tables with plain SQL and the processes' own logs of what they asked.
//
//	BHXH_ROUND=1000000 go -C reconcile/pgstore test -run TestRoundKilled -v -timeout 3h .
//
// The work list of a rare state, 200 of a million participants Escalated, takes
// 14 ms, and 0.63 s where the 200 are found one by one: the server looks in the
// index by state and sorts, so there is no further index.
//
//	BHXH_BENCH_ROWS=1000000 go -C reconcile/pgstore test -run '^$' -bench Store/State -benchtime 5x .
//
// The tests start a server themselves where they find initdb and postgres, in
// PATH or where Debian puts them. BHXH_POSTGRES_DSN names another one. Where
// there is none they say that they did not run, and fail with
// BHXH_REQUIRE_POSTGRES=1.
package pgstore
