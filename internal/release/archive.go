package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"time"
)

// packer writes an archive of files that are all in a directory named dir and of
// one time. Nothing else goes into it but the order and the bytes of the files.
type packer func(w io.Writer, dir string, files []file, t time.Time) error

func writeArchive(path string, pack packer, dir string, files []file, t time.Time) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(pack(f, dir, files, t), f.Close())
}

// writeTar is a packer.
func writeTar(w io.Writer, dir string, files []file, t time.Time) error {
	compressed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(compressed)
	for _, f := range files {
		header := tar.Header{
			Typeflag: tar.TypeReg, Format: tar.FormatUSTAR, Name: dir + "/" + f.name,
			Mode: int64(f.mode), Size: int64(len(f.text)), ModTime: t, Uname: "root", Gname: "root",
		}
		if err := archive.WriteHeader(&header); err != nil {
			return err
		}
		if _, err := archive.Write(f.text); err != nil {
			return err
		}
	}
	return errors.Join(archive.Close(), compressed.Close())
}

// writeZip is a packer.
func writeZip(w io.Writer, dir string, files []file, t time.Time) error {
	archive := zip.NewWriter(w)
	for _, f := range files {
		header := zip.FileHeader{Name: dir + "/" + f.name, Method: zip.Deflate, Modified: t.UTC()}
		header.SetMode(f.mode)
		entry, err := archive.CreateHeader(&header)
		if err != nil {
			return err
		}
		if _, err := entry.Write(f.text); err != nil {
			return err
		}
	}
	return archive.Close()
}
