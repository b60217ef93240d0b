package campaign

import (
	"context"
	"errors"
	"iter"
	"strconv"
)

// Messages gives, in order, every message of the outbox that a consumer has not
// acknowledged. A consumer is another system, by a name of its own: lower-case
// letters, digits, "_" and "-", at most 64. One that handles a message and then
// calls [Campaign.Ack] gets each at least once: again where it stopped between
// the two, so that it must bear a repetition ([Message.Position] tells).
//
// The sequence ends with what there is; ask again for what comes later. Errors
// are *[Error]: CodeInput for the name, CodeKey or CodeRecord for a message that
// cannot be opened, and those of the store.
func (c *Campaign) Messages(ctx context.Context, consumer string) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		after, _, err := c.acknowledged(ctx, consumer)
		if err != nil {
			yield(Message{}, err)
			return
		}
		for stored, err := range c.store.Messages(ctx, after) {
			var m Message
			if err == nil {
				m, err = c.openMessage(stored)
			}
			if !yield(m, err) || err != nil {
				return
			}
		}
	}
}

func (c *Campaign) openMessage(stored StoredMessage) (Message, error) {
	body, err := c.codec.openMessage(stored)
	if err != nil {
		return Message{}, err
	}
	return decodeMessage(stored, body)
}

// Ack says that a consumer has handled every message up to a position, which
// must be one that [Campaign.Messages] gave. A position that was passed already
// changes nothing, so that an Ack may be repeated. Errors are *[Error]: CodeInput
// for the name or for a position without a message.
func (c *Campaign) Ack(ctx context.Context, consumer string, position int64) error {
	for {
		at, old, err := c.acknowledged(ctx, consumer)
		if err != nil || position <= at {
			return err
		}
		if err := c.isMessage(ctx, position); err != nil {
			return err
		}
		err = c.store.SetSetting(ctx, outboxSetting(consumer), old, strconv.AppendInt(nil, position, 10))
		if !errors.Is(err, CodeConflict) {
			return err
		}
	}
}

// isMessage fails with CodeInput where no message stands at a position: to
// acknowledge what was never given would lose what comes there later.
func (c *Campaign) isMessage(ctx context.Context, position int64) error {
	for stored, err := range c.store.Messages(ctx, position-1) {
		if err != nil {
			return err
		}
		if stored.Position == position {
			return nil
		}
		break
	}
	return &Error{Code: CodeInput, Op: "ack: position"}
}

// acknowledged gives the position of a consumer, 0 before its first Ack, and
// the setting that says so.
func (c *Campaign) acknowledged(ctx context.Context, consumer string) (int64, []byte, error) {
	if !isConsumer(consumer) {
		return 0, nil, &Error{Code: CodeInput, Op: "outbox: consumer"}
	}
	value, err := c.store.Setting(ctx, outboxSetting(consumer))
	if err != nil || value == nil {
		return 0, nil, err
	}
	position, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil {
		return 0, nil, &Error{Code: CodeRecord, Op: "outbox: position"}
	}
	return position, value, nil
}

func outboxSetting(consumer string) string { return "outbox/" + consumer }

func isConsumer(name string) bool {
	for _, r := range []byte(name) {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-' {
			return false
		}
	}
	return name != "" && len(name) <= 64
}
