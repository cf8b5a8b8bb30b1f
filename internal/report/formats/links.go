package formats

import (
	"path"
	"strconv"
	"strings"
)

// Links returns what gives the address of a line of a file in the web, by the
// file's path from the repository's root, as far as the environment of GitHub
// Actions or GitLab CI tells it; nil elsewhere. A line of 0 is the file as a whole.
// The address of a file that is not in the repository is empty.
func Links(getenv func(string) string) func(file string, line int) string {
	commit := ""
	if server, name, sha := getenv("GITHUB_SERVER_URL"), getenv("GITHUB_REPOSITORY"), getenv("GITHUB_SHA"); server != "" && name != "" && sha != "" {
		commit = server + "/" + name + "/blob/" + sha + "/"
	} else if project, sha := getenv("CI_PROJECT_URL"), getenv("CI_COMMIT_SHA"); project != "" && sha != "" {
		commit = project + "/-/blob/" + sha + "/"
	}
	if !strings.HasPrefix(commit, "https://") && !strings.HasPrefix(commit, "http://") {
		return nil
	}
	return func(file string, line int) string {
		if path.IsAbs(file) || path.Clean(file) != file || strings.HasPrefix(file, "..") || strings.HasPrefix(file, "<") {
			return ""
		}
		address := encodeURL(commit, ":%") + encodeURL(file, "")
		if line > 0 {
			address += "#L" + strconv.Itoa(line)
		}
		return address
	}
}
