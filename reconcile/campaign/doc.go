// Package campaign keeps the procedure of Kế hoạch 2207/KH-BHXH (parts B.I, B.II
// and C) going for months: where every participant stands, what was sent and
// came back, who is asked again, and how far it is. [reconcile.Run] decides about
// one list once; a campaign remembers, and goes on after a crash, an outage or a
// corrected list.
//
//	c, err := campaign.Open(ctx, store, campaign.Options{Clock: time.Now, Actor: "office-079", Key: key})
//	loaded, err := c.Load(ctx, participants)                            // again whenever the list changes
//	round, err := c.Ask(ctx, registry, campaign.AskOptions{Round: 1})   // again after a crash
//	for due, err := range c.Mau02(ctx, unit) { … }                      // write the list, send it
//	told, err := c.Notified(ctx, reconcile.ListMau02, "Mau02-A", ids)
//	back, err := c.Correct(ctx, corrections, campaign.CorrectOptions{}) // forms.ReadMau02 reads them
//	done, err := c.EnterDeclared(ctx, "D02-17", ids)                    // entered at BHXH: due in round 2
//
// The store is the caller's: [NewMemory], one file (reconcile/sqlitestore), or
// PostgreSQL for several machines (reconcile/pgstore). This package imports no
// database and writes no document but escalation.csv.
//
// # The machine
//
// A participant goes from state to state by the steps below and no others; a
// store refuses everything else ([Event.Check]). Every state but asked may also
// become merged (an officer decided: one person, another mã số BHXH was kept) or
// erased. What changes no state is a note in the history.
//
//	(nobody)       → new
//	new            → asked
//	asked          → asked verified id_shared mismatched no_id not_comparable pending notified_mau01 shared_back settled
//	verified       → asked notified_mau01 shared_back updated
//	id_shared      → asked notified_mau01 shared_back updated
//	mismatched     → asked notified_mau02 updated reviewed
//	no_id          → asked notified_mau02 updated reviewed
//	not_comparable → asked updated reviewed
//	pending        → asked
//	notified_mau01 → asked settled updated
//	shared_back    → asked settled updated
//	settled        → asked updated
//	notified_mau02 → asked confirmed filed updated
//	confirmed      → asked filed updated reviewed
//	filed          → updated
//	updated        → asked
//	reviewed       → updated escalated
//	escalated      → answered
//	answered       → asked updated
//	merged         → new
//
// As the plan has it:
//
//	B.I   new → asked → verified | id_shared → notified_mau01 → settled
//	                                       └→ shared_back ───────┘
//	B.II  asked → mismatched | no_id → notified_mau02 → confirmed → filed → updated → asked
//	6.2   mismatched → reviewed → escalated → answered → asked
//
// Whoever was left asked by a round that broke off can be erased or merged all
// the same: they are taken over first, and given up as pending
// ([MessageBrokenOff]). Only a worker that lives is waited for.
//
// Verified and id_shared wait for two things in any order: the Mẫu số 01 (bước 5)
// and the share record (bước 4). A confirmed participant may be asked again
// ([AskOptions.Reverify]): confirmed without a difference they go back to where
// they stood; a number that was cancelled and set anew, or a corrected name,
// is the outcome of a new round. The history keeps both.
//
// # History
//
// Every step and note is an [Event]: when, by whom, why, on which request, with
// which codes. Events are only ever added, hold no personal value, and carry
// place and facts, so that a report for a past day needs nothing else. Every
// number that a participant ever had leads to them ([Campaign.Find]), also a
// CMND after the personal ID took its place (phần C.2).
//
// # Rounds, claims and crashes
//
// [Campaign.Ask] works with claims: a worker takes a chunk of those who are due,
// moves them to asked, puts the questions, and stores the outcomes in one
// transaction. A process that dies loses its claims by itself, and the next
// worker takes those participants over, in the round in which they were asked.
// So every participant gets one outcome a round, and the only questions put
// twice are those of the chunks under way at a kill: at most Workers times Batch.
// Two workers, on one machine or several, never hold the same participant.
//
// A registry that is down is no mismatch: what failed is pending and due in the
// next round. When nothing comes back at all the round stops and says so
// ([RoundReport.Stopped]), and everybody not asked is still due in it.
//
// All calls that take many participants on may be repeated: what was stored
// with the same reference before is reported as Already. A change that somebody
// else overtook is made anew on what they left.
//
// # Corrections
//
// A correction is judged before any registry is asked: one whose number
// contradicts birth year or gender is refused with its findings. What the
// participant declares ([Campaign.Correct]) and what BHXH enters
// ([Campaign.EnterDeclared], [Campaign.Update]) are two steps, as in the plan. A
// list that is loaded again counts by what it says otherwise than before, so
// that one which has not caught up undoes no correction and no shared ID.
//
// # Reports
//
// [Campaign.Progress] counts Mẫu số 03 from the history alone, as of any time
// ([EndOfDay] for a day in Vietnam), by unit, district, province or group: asked
// again with the time that a report names it gives the same figures for ever.
// [Progress.Mau03] gives the columns of the form, [Progress.Distances] how far it
// is to dated targets ([ReadTargets], [PlanTargets]). [Campaign.Failures] says
// why participants are not verified, [Campaign.VssIDTasks] and
// [Campaign.Unanswered] are the work lists of the units, [Campaign.Quality]
// measures đúng, đủ, sạch, sống and gives the warnings over a batch,
// [Campaign.Duplicates] proposes who to merge and [Campaign.Merge] records an
// officer's decision. Other systems read what changed from the outbox
// ([Campaign.Messages], [Campaign.Ack]); [Campaign.Retain] erases whoever's time
// has come.
//
// # Sealing
//
// With [Options.Key], records and messages are sealed with AES-256-GCM under a
// key derived with HKDF-SHA-256, each with a random nonce and bound to its
// participant; numbers and load keys are HMAC-SHA-256 under keys of their own. A
// store that is opened with another key, or with none, fails with CodeKey. What
// stays readable is what stores select and count by: IDs, states, rounds, times,
// causes, actors, references, request ids, mismatch codes, facts, and codes of
// unit, office and group. Under one key at most 2³² seals may be made, which are
// some 40 for each inhabitant of the country.
//
// Without a key everything is readable to whoever can read the store.
//
// The key can be changed, because a year is over or it has leaked, without
// loading anybody anew ([Options.Former], [Campaign.Rekey]). Each seal and each
// key of a number names the generation of the key that it is under; those of the
// first generation name none. The key of a number under the new key is the keyed
// hash of the one before: so numbers that no record holds any more, because they
// were corrected, lead to their participants as before, and who has the old key
// alone cannot try numbers out. The store keeps the hash keys of the generations
// before, sealed under the current one, in the setting campaign.key; the other
// settings hold a round and positions of the outbox, which are not sealed. What
// Rekey has overwritten is gone when the store has forgotten it, as after an
// erasure; copies and backups from before stay under the old key.
//
// # Errors
//
// Every failure is an *[Error] with a [Code], the participant's ID and no
// personal value. Codes are data and do not change; sentences may. Who could not
// be taken on is no error but a [Refusal] of the call's report.
//
// # Privacy
//
// Records hold personal data; [Participant], [Record], [Row], [Due], [Sharing]
// and [Message] mask themselves in fmt and log/slog. The proof of a card or a
// paper is never kept, only that it agreed and its reference. [Campaign.Erase]
// leaves a tombstone: the history, which never held a personal value. Actors,
// references and reasons come from the caller and must hold none either.
//
// # Cost
//
// On two cores shared with other work, in memory, with a registry that answers at
// once, 20,000 participants a run: Load takes up 44,000 participants a second
// (37,000 sealed), and a round asks 19,000 (18,000 sealed), two events each:
//
//	go test -run '^$' -bench 'Load|Ask' -cpu 2 ./reconcile/campaign
//
// Progress counts 500,000 to 1,000,000 events a second, by how busy the two
// shared cores were:
//
//	go test -run '^$' -bench Progress -cpu 2 ./reconcile/campaign
//
// What a call holds does not grow with the campaign, except that a load keeps
// some 50 bytes for every number of its list, Duplicates some 200 and Quality
// about 140 bytes a participant. [Memory] keeps everything.
package campaign
