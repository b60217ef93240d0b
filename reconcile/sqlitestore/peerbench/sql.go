package main

import (
	"database/sql"
	"errors"

	_ "github.com/ncruces/go-sqlite3/driver" // "sqlite3"
	_ "github.com/ncruces/go-sqlite3/embed"
	_ "modernc.org/sqlite" // "sqlite"
)

const schema = `
PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;
CREATE TABLE participants (id INTEGER PRIMARY KEY, unit TEXT, state INTEGER, seq INTEGER);
CREATE INDEX by_unit ON participants (unit, id);
CREATE INDEX by_state ON participants (state, id);
CREATE TABLE persons (id INTEGER PRIMARY KEY, key BLOB UNIQUE, record BLOB);
CREATE TABLE numbers (id INTEGER, number BLOB);
CREATE INDEX by_id ON numbers (id);
CREATE INDEX by_end ON numbers (substr(number, -8));
CREATE TABLE events (position INTEGER PRIMARY KEY, id INTEGER, seq INTEGER, state INTEGER, unit TEXT);
CREATE UNIQUE INDEX by_participant ON events (id, seq);`

const (
	insertParticipant = iota
	insertPerson
	insertNumber
	insertEvent
	updateState
	selectNew
	selectAll
	selectNumber
)

var texts = [...]string{
	insertParticipant: `INSERT INTO participants VALUES (?, ?, ?, 1)`,
	insertPerson:      `INSERT INTO persons VALUES (?, ?, ?)`,
	insertNumber:      `INSERT INTO numbers VALUES (?, ?)`,
	insertEvent:       `INSERT INTO events (id, seq, state, unit) SELECT id, seq, state, unit FROM participants WHERE id = ?`,
	updateState:       `UPDATE participants SET state = ?, seq = seq + 1 WHERE id = ?`,
	selectNew:         `SELECT p.id, d.record FROM participants p JOIN persons d ON d.id = p.id WHERE p.state = ? ORDER BY p.id LIMIT ?`,
	selectAll: `SELECT p.id, p.unit, d.record FROM participants p JOIN persons d ON d.id = p.id
		WHERE (p.unit, p.id) > (?, ?) ORDER BY p.unit, p.id LIMIT 1000`,
	selectNumber: `SELECT id FROM numbers WHERE substr(number, -8) = substr(?1, -8) AND number = ?1`,
}

// sqlite is SQLite by either driver.
type sqlite struct {
	db    *sql.DB
	stmts [len(texts)]*sql.Stmt
	last  int64
}

func openSQL(driver, file string) (engine, error) {
	db, err := sql.Open(driver, "file:"+file)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		return nil, err
	}
	s := &sqlite{db: db}
	for i, text := range texts {
		if s.stmts[i], err = db.Prepare(text); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *sqlite) transact(work func(exec func(stmt int, args ...any) error) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	var stmts [len(texts)]*sql.Stmt
	err = work(func(stmt int, args ...any) error {
		if stmts[stmt] == nil {
			stmts[stmt] = tx.Stmt(s.stmts[stmt])
		}
		_, err := stmts[stmt].Exec(args...)
		return err
	})
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (s *sqlite) load(people []person) error {
	return s.transact(func(exec func(int, ...any) error) error {
		for _, p := range people {
			s.last++
			err := errors.Join(exec(insertParticipant, s.last, p.unit, stateNew), exec(insertPerson, s.last, p.key, p.record))
			for _, number := range p.numbers {
				err = errors.Join(err, exec(insertNumber, s.last, number))
			}
			if err = errors.Join(err, exec(insertEvent, s.last)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *sqlite) move(ids []int64, to int) error {
	return s.transact(func(exec func(int, ...any) error) error {
		for _, id := range ids {
			if err := errors.Join(exec(updateState, to, id), exec(insertEvent, id)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *sqlite) claim(limit int) ([]int64, error) {
	rows, err := s.stmts[selectNew].Query(stateNew, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		var record []byte
		if err := rows.Scan(&id, &record); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return ids, s.move(ids, stateAsked)
}

func (s *sqlite) answer(ids []int64) error { return s.move(ids, stateVerified) }

func (s *sqlite) stream(each func(id int64, record []byte)) error {
	unit, id := "", int64(0)
	for n := 1; n > 0; {
		rows, err := s.stmts[selectAll].Query(unit, id)
		if err != nil {
			return err
		}
		for n = 0; rows.Next(); n++ {
			var record []byte
			if err := rows.Scan(&id, &unit, &record); err != nil {
				return errors.Join(err, rows.Close())
			}
			each(id, record)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (s *sqlite) find(number []byte) ([]int64, error) {
	rows, err := s.stmts[selectNumber].Query(number)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (s *sqlite) close() error { return s.db.Close() }
