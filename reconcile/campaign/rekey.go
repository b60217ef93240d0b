package campaign

import (
	"context"
	"errors"
)

// RekeyReport is what one call of Rekey did.
type RekeyReport struct {
	Participants int // rewritten under the current key
	Messages     int // of them
	Left         int // claimed by a worker, or changed again and again: for the next call

	// Done says that nothing is left under a former key: Options.Former is not
	// needed any more.
	Done bool
}

// rekeyBatch is how many participants one transaction of Rekey holds.
const rekeyBatch = 500

// Rekey rewrites what is still under a former key ([Options.Former]): keys,
// records, number keys and messages, of at most so many participants, 0 for all,
// in transactions of 500. Others may work with the campaign meanwhile. It stores
// no event, so that no report changes. Call it until it is Done. Where it was
// cut off, or its process killed, the campaign stays readable with both keys,
// and the next call goes on.
//
// To change the key of a campaign:
//
//  1. Close it in every process. One that goes on under the old key alone fails
//     with CodeKey where it needs the new one.
//  2. Open it with the new Key and the old one in Former. From then on it is
//     written under the new key, and the old one alone opens it no more.
//  3. Call Rekey until it is Done. Then Former may be left out.
//  4. Let the store forget what it has overwritten: Compact of sqlitestore,
//     VACUUM FULL of PostgreSQL. Destroy copies and backups from before: whoever
//     has the old key can read them.
//
// Errors are *[Error]: CodeInput for a store that is no [Resealer], CodeRecord
// for a record that cannot be read, CodeKey where the key was changed once more
// since the campaign was opened, and those of the store. What was rewritten
// before an error stays so.
func (c *Campaign) Rekey(ctx context.Context, most int) (RekeyReport, error) {
	store, can := c.store.(Resealer)
	if most < 0 || !can {
		return RekeyReport{}, &Error{Code: CodeInput, Op: "rekey"}
	}
	ring, _, err := c.currentKeyring(ctx)
	if err != nil {
		return RekeyReport{}, err
	}
	if len(ring.Former) == 0 {
		return RekeyReport{Done: true}, nil
	}
	r := rekeying{campaign: c, store: store, after: ring.Rekeyed, size: rekeyBatch}
	for ended := false; !ended && !r.report.Done && (most == 0 || r.report.Participants < most); {
		if most > 0 {
			r.size = min(r.size, most-r.report.Participants)
		}
		if ended, err = r.batch(ctx); err == nil && r.report.Left == 0 {
			err = r.remember(ctx, ended)
		}
		if err != nil {
			return r.report, err
		}
	}
	return r.report, nil
}

// rekeying is one call of Rekey.
type rekeying struct {
	campaign *Campaign
	store    Resealer
	after    ID  // up to whom it has come
	size     int // of the next batch: fewer where others are in the way
	report   RekeyReport
}

// batch rewrites the next participants together. Where somebody else is in the
// way it takes fewer the next time, and at last leaves out whom it cannot reach.
func (r *rekeying) batch(ctx context.Context) (ended bool, err error) {
	var last ID
	err = insist(func() (err error) {
		last, err = r.rewrite(ctx)
		return err
	})
	switch {
	case err == nil:
		r.size = min(rekeyBatch, 2*r.size)
	case !errors.Is(err, CodeConflict) && !errors.Is(err, CodeClaimed):
		return false, err
	case r.size > 1:
		r.size /= 2
		return false, nil
	default:
		r.report.Left++
	}
	if last == 0 {
		return true, nil
	}
	r.after = last
	return false, nil
}

// rewrite rewrites the next participants in one transaction and gives the last
// of them, 0 where there is nobody any more.
func (r *rekeying) rewrite(ctx context.Context) (last ID, err error) {
	page, err := r.store.Sealed(ctx, r.after, r.size)
	if err != nil || len(page) == 0 {
		return 0, err
	}
	last = page[len(page)-1].ID
	codec, messages := r.campaign.codec, 0
	resealed := make([]Sealed, 0, len(page))
	for _, s := range page {
		if tokenGeneration(s.Key) == codec.generation {
			continue
		}
		if s, err = codec.reseal(s); err != nil {
			return last, err
		}
		resealed = append(resealed, s)
		messages += len(s.Messages)
	}
	if len(resealed) == 0 {
		return last, nil
	}
	if err := r.store.Reseal(ctx, resealed); err != nil {
		return last, err
	}
	r.report.Participants += len(resealed)
	r.report.Messages += messages
	return last, nil
}

// reseal gives what is kept of a participant under the current key.
func (c codec) reseal(s Sealed) (Sealed, error) {
	text, err := c.openRecord(s.Key, s.Record)
	if err != nil {
		return s, &Error{Code: codeOf(err), ID: s.ID, Op: "rekey"}
	}
	next := Sealed{ID: s.ID, Seq: s.Seq, Was: s.Key, Key: c.raise(forLoads, s.Key, c.generation)}
	next.Record = c.seal(text, sealRecord, next.Key)
	seen := make(map[string]bool, len(s.Numbers))
	for _, token := range s.Numbers {
		token = c.raise(forNumbers, token, c.generation)
		if !seen[string(token)] { // it may have been written under both keys
			seen[string(token)] = true
			next.Numbers = append(next.Numbers, token)
		}
	}
	for _, m := range s.Messages {
		m.ID = s.ID
		text, err := c.openMessage(m)
		if err != nil {
			return s, err
		}
		m.Body = c.sealMessage(s.ID, text)
		next.Messages = append(next.Messages, m)
	}
	return next, nil
}

// remember keeps up to whom nothing is left under a former key, and at the end
// that no such key is in use any more. Where another call of Rekey has come
// further it goes on from there.
func (r *rekeying) remember(ctx context.Context, ended bool) error {
	for {
		ring, text, err := r.campaign.currentKeyring(ctx)
		switch {
		case err != nil:
			return err
		case len(ring.Former) == 0:
			r.report.Done = true
			return nil
		case ring.Rekeyed >= r.after && !ended:
			r.after = ring.Rekeyed
			return nil
		}
		ring.Rekeyed = r.after
		if ended {
			ring.Former, ring.Rekeyed = nil, 0
		}
		err = r.campaign.setKeyring(ctx, text, ring)
		if err == nil {
			r.report.Done = ended
		}
		if !errors.Is(err, CodeConflict) { // else the other call has moved on
			return err
		}
	}
}
