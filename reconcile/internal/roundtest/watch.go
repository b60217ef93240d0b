package roundtest

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Life is what became of one child.
type Life struct {
	Killed  bool
	Loaded  int // participants of the list it went through
	Asked   int
	Rekeyed int
	RSS     int // the most memory it had in use, in KiB, as Linux tells it
	User    time.Duration
	System  time.Duration
}

// Kill says when a child is killed: when it has come so far; 0 is never.
type Kill struct{ Load, Ask, Rekey int }

func (k Kill) isDue(life Life) bool {
	return k.Load > 0 && life.Loaded >= k.Load || k.Ask > 0 && life.Asked >= k.Ask || k.Rekey > 0 && life.Rekeyed >= k.Rekey
}

// Watch runs a child until it ends, or kills it with SIGKILL when it has gone
// through so many participants of the list, asked so many questions or rewritten
// so many participants.
func Watch(cmd *exec.Cmd, kill Kill) (life Life, err error) {
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	cmd.Env = append(cmd.Environ(), killEnv+"="+kill.String())
	out, err := cmd.StdoutPipe()
	if err != nil {
		return life, err
	}
	if err := cmd.Start(); err != nil {
		return life, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		what, number, _ := strings.Cut(lines.Text(), " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			continue
		}
		life.count(what, n)
		life.RSS = max(life.RSS, peakRSS(cmd.Process.Pid))
		if !life.Killed && kill.isDue(life) {
			if err := cmd.Process.Kill(); err != nil {
				return life, err
			}
			life.Killed = true
		}
	}
	err = cmd.Wait()
	life.User, life.System = cmd.ProcessState.UserTime(), cmd.ProcessState.SystemTime()
	if life.Killed {
		return life, nil
	}
	if err != nil {
		err = fmt.Errorf("the child failed: %w\n%s", err, trouble.Bytes())
	}
	return life, err
}

// peakRSS gives VmHWM of a process, 0 where the system has no such file.
func peakRSS(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			if err == nil {
				return n
			}
		}
	}
	return 0
}

// Asked counts from the logs of all processes how often the registry was asked
// about each participant.
func Asked(dir string, people int) ([]int, error) {
	logs, err := filepath.Glob(filepath.Join(dir, "asked-*"))
	if err != nil {
		return nil, err
	}
	asked := make([]int, people)
	for _, log := range logs {
		text, err := os.ReadFile(log)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			i, err := strconv.Atoi(strings.TrimSpace(line))
			if err != nil || i < 0 || i >= people {
				return nil, fmt.Errorf("%s holds a line that names nobody", filepath.Base(log))
			}
			asked[i]++
		}
	}
	return asked, nil
}
