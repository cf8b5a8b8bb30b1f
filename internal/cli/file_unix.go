//go:build unix

package cli

import "syscall"

// file is an open regular file of a size in bytes.
//
// It uses system calls directly: package os makes nine of them to read a small
// file, here it is four, and these are most of the time that a file takes.
type file struct {
	handle handle
	size   int64
}

type handle int

// openRegular opens a file that is neither a directory nor special. It never
// waits for the other end of a pipe.
func openRegular(path string) (file, error) {
	const flags = syscall.O_RDONLY | syscall.O_CLOEXEC | syscall.O_NONBLOCK | syscall.O_NOCTTY
	var fd int
	err := again(func() (err error) {
		fd, err = syscall.Open(path, flags, 0)
		return err
	})
	if err == syscall.ENXIO {
		return file{}, errSpecial // a socket
	}
	if err != nil {
		return file{}, explain(err)
	}
	f := file{handle: handle(fd)}
	var st syscall.Stat_t
	if err := again(func() error { return syscall.Fstat(fd, &st) }); err != nil {
		f.close()
		return file{}, explain(err)
	}
	switch uint32(st.Mode) & syscall.S_IFMT {
	case syscall.S_IFREG:
		f.size = st.Size
		return f, nil
	case syscall.S_IFDIR:
		err = errDirectory
	default:
		err = errSpecial
	}
	f.close()
	return file{}, err
}

func (f *file) close() { syscall.Close(int(f.handle)) }

func (h handle) read(buf []byte) (n int, err error) {
	err = again(func() (err error) {
		n, err = syscall.Read(int(h), buf)
		return err
	})
	return max(n, 0), err
}

// again makes a system call until a signal does not interrupt it.
func again(call func() error) error {
	for {
		if err := call(); err != syscall.EINTR {
			return err
		}
	}
}
