//go:build !windows

package bulkfile

import "os"

// syncDir makes what was renamed in a directory stay there.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return unread(err)
	}
	err = d.Sync()
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return unread(err)
	}
	return nil
}
