package main

import (
	"bytes"
	"encoding/binary"
	"errors"

	bolt "go.etcd.io/bbolt"
)

// The buckets stand for the tables and indexes of the other engines.
const (
	bucketParticipants = "participants" // id: unit, state, seq
	bucketPersons      = "persons"      // id: key, record
	bucketKeys         = "keys"         // key: id
	bucketNumbers      = "numbers"      // number, id
	bucketIDs          = "ids"          // id, number
	bucketUnits        = "units"        // unit, id
	bucketStates       = "states"       // state, id
	bucketEvents       = "events"       // position: id, seq, state, unit
	bucketHistory      = "history"      // id, seq: position
)

type boltDB struct {
	db             *bolt.DB
	last, position uint64
}

func openBolt(file string) (engine, error) {
	db, err := bolt.Open(file, 0o600, nil)
	if err != nil {
		return nil, err
	}
	return &boltDB{db: db}, db.Update(func(tx *bolt.Tx) error {
		for _, name := range []string{
			bucketParticipants, bucketPersons, bucketKeys, bucketNumbers, bucketIDs, bucketUnits, bucketStates, bucketEvents, bucketHistory,
		} {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
}

func number64(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// join gives a key of several parts.
func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func put(tx *bolt.Tx, bucket string, key, value []byte) error {
	return tx.Bucket([]byte(bucket)).Put(key, value)
}

func (b *boltDB) load(people []person) error {
	return b.db.Update(func(tx *bolt.Tx) error {
		for _, p := range people {
			b.last++
			id := number64(b.last)
			err := errors.Join(
				put(tx, bucketPersons, id, join(p.key, p.record)), put(tx, bucketKeys, p.key, id),
				put(tx, bucketUnits, join([]byte(p.unit), id), []byte{}), b.enter(tx, id, []byte(p.unit), stateNew, 1),
			)
			for _, number := range p.numbers {
				err = errors.Join(err, put(tx, bucketNumbers, join(number, id), []byte{}), put(tx, bucketIDs, join(id, number), []byte{}))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// enter writes where a participant stands, and the event.
func (b *boltDB) enter(tx *bolt.Tx, id, unit []byte, state, seq byte) error {
	b.position++
	position := number64(b.position)
	return errors.Join(
		put(tx, bucketParticipants, id, join([]byte{state, seq}, unit)), put(tx, bucketStates, join([]byte{state}, id), []byte{}),
		put(tx, bucketEvents, position, join(id, []byte{seq, state}, unit)), put(tx, bucketHistory, join(id, []byte{seq}), position),
	)
}

func (b *boltDB) move(tx *bolt.Tx, id int64, to byte) error {
	key := number64(uint64(id))
	standing := bytes.Clone(tx.Bucket([]byte(bucketParticipants)).Get(key))
	if err := tx.Bucket([]byte(bucketStates)).Delete(join(standing[:1], key)); err != nil {
		return err
	}
	return b.enter(tx, key, standing[2:], to, standing[1]+1)
}

func (b *boltDB) claim(limit int) (ids []int64, err error) {
	return ids, b.db.Update(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte(bucketStates)).Cursor()
		for key, _ := c.Seek([]byte{stateNew}); key != nil && key[0] == stateNew && len(ids) < limit; key, _ = c.Next() {
			ids = append(ids, int64(binary.BigEndian.Uint64(key[1:])))
		}
		for _, id := range ids {
			_ = bytes.Clone(tx.Bucket([]byte(bucketPersons)).Get(number64(uint64(id)))) // the record that a claim gives
			if err := b.move(tx, id, stateAsked); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *boltDB) answer(ids []int64) error {
	return b.db.Update(func(tx *bolt.Tx) error {
		for _, id := range ids {
			if err := b.move(tx, id, stateVerified); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *boltDB) stream(each func(id int64, record []byte)) error {
	return b.db.View(func(tx *bolt.Tx) error {
		persons := tx.Bucket([]byte(bucketPersons))
		return tx.Bucket([]byte(bucketUnits)).ForEach(func(key, _ []byte) error {
			id := key[len(key)-8:]
			each(int64(binary.BigEndian.Uint64(id)), bytes.Clone(persons.Get(id)[32:]))
			return nil
		})
	})
}

func (b *boltDB) find(number []byte) (ids []int64, err error) {
	return ids, b.db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte(bucketNumbers)).Cursor()
		for key, _ := c.Seek(number); bytes.HasPrefix(key, number); key, _ = c.Next() {
			ids = append(ids, int64(binary.BigEndian.Uint64(key[len(number):])))
		}
		return nil
	})
}

func (b *boltDB) close() error { return b.db.Close() }
