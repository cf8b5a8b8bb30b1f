//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browser is a Chromium without a window, driven by WebDriver.
type browser struct {
	t       *testing.T
	session string // address
}

// arguments keep the browser to the page: it looks for no updates and reports
// nothing to anyone.
var arguments = []string{
	"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
}

// startBrowser starts a browser with a profile of its own, and ends it with the
// test.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	chromium := need(t, "chromium", "chromium")
	driver := exec.Command(need(t, "chromedriver", "chromium-driver"), "--port=0")
	out, err := driver.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := driver.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		driver.Process.Kill()
		driver.Wait()
	})
	b := &browser{t, "http://127.0.0.1:" + portOf(t, out)}
	var started struct {
		SessionID string `json:"sessionId"`
	}
	b.send("POST", "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"goog:chromeOptions":      map[string]any{"binary": chromium, "args": append(arguments, "--user-data-dir="+profile(t))},
		"goog:loggingPrefs":       map[string]string{"browser": "ALL", "performance": "ALL"},
		"timeouts":                map[string]int{"script": 120_000, "pageLoad": 300_000},
		"unhandledPromptBehavior": "dismiss and notify",
	}}}, &started)
	b.session += "/session/" + started.SessionID
	t.Cleanup(func() { b.send("DELETE", "", nil, nil) })
	return b
}

// profile is a new directory, which may still be written to when the test ends.
func profile(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(scratch, "profile-")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// portOf waits until the driver says at which port it listens.
func portOf(t *testing.T, out io.Reader) string {
	t.Helper()
	said := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if m := regexp.MustCompile(`started successfully on port (\d+)`).FindStringSubmatch(lines.Text()); m != nil {
				said <- m[1]
			}
		}
	}()
	select {
	case port := <-said:
		return port
	case <-time.After(time.Minute):
		t.Fatal("chromedriver does not start")
		return ""
	}
}

// send sends a command and reads the value that comes back.
func (b *browser) send(method, path string, body, value any) {
	b.t.Helper()
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, b.session+path, sent)
	if err != nil {
		b.t.Fatal(err)
	}
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK {
		b.t.Fatalf("%s %s: %s %v\n%s", method, path, reply.Status, err, text)
	}
	if value != nil {
		if err := json.Unmarshal(text, &struct{ Value any }{value}); err != nil {
			b.t.Fatalf("%s %s: %v\n%s", method, path, err, text)
		}
	}
}

// open goes to an address and waits until it is loaded.
func (b *browser) open(address string) {
	b.t.Helper()
	b.send("POST", "/url", map[string]string{"url": address}, nil)
}

// run runs the body of a function in the page and reads what it returns.
func (b *browser) run(script string, value any) {
	b.t.Helper()
	b.send("POST", "/execute/sync", map[string]any{"script": script, "args": []any{}}, value)
}

// devtools sends a command of the DevTools protocol.
func (b *browser) devtools(command string, parameters map[string]any) {
	b.t.Helper()
	b.send("POST", "/goog/cdp/execute", map[string]any{"cmd": command, "params": parameters}, nil)
}

// find is the address of an element.
func (b *browser) find(selector string) string {
	b.t.Helper()
	var found map[string]string
	b.send("POST", "/element", map[string]string{"using": "css selector", "value": selector}, &found)
	for _, id := range found {
		return "/element/" + id
	}
	b.t.Fatalf("no element %s", selector)
	return ""
}

func (b *browser) click(selector string) {
	b.t.Helper()
	b.send("POST", b.find(selector)+"/click", map[string]any{}, nil)
}

// enter types into an element in place of what is in it.
func (b *browser) enter(selector, text string) {
	b.t.Helper()
	b.send("POST", b.find(selector)+"/clear", map[string]any{}, nil)
	b.send("POST", b.find(selector)+"/value", map[string]string{"text": text}, nil)
}

// Keys, as WebDriver writes them.
const (
	keyTab   = "\ue004"
	keyEnter = "\ue007"
	keySpace = " "
)

// press presses keys, wherever the focus is.
func (b *browser) press(keys ...string) {
	b.t.Helper()
	var actions []map[string]string
	for _, k := range keys {
		actions = append(actions, map[string]string{"type": "keyDown", "value": k}, map[string]string{"type": "keyUp", "value": k})
	}
	b.send("POST", "/actions", map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keyboard", "actions": actions}}}, nil)
}

// look sets the width and height of the page in pixels, and the colours.
func (b *browser) look(width, height int, colours string) {
	b.t.Helper()
	b.devtools("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
	b.devtools("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]string{"name": "prefers-color-scheme", "value": colours}}})
}

// screenshot writes what is seen into a PNG file.
func (b *browser) screenshot(path string) {
	b.t.Helper()
	var image string
	b.send("GET", "/screenshot", nil, &image)
	data, err := base64.StdEncoding.DecodeString(image)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// messages are those of the console since they were last asked for.
func (b *browser) messages() (list []string) {
	b.t.Helper()
	for _, e := range b.log("browser") {
		list = append(list, e.Level+": "+e.Message)
	}
	return list
}

// requests are the addresses outside of the browser and the page that the browser
// asked for since they were last asked for.
func (b *browser) requests() (list []string) {
	b.t.Helper()
	for _, e := range b.log("performance") {
		var event struct {
			Message struct {
				Method string
				Params struct{ Request struct{ URL string } }
			}
		}
		if err := json.Unmarshal([]byte(e.Message), &event); err != nil {
			b.t.Fatal(err)
		}
		address := event.Message.Params.Request.URL
		if event.Message.Method == "Network.requestWillBeSent" && !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "chrome:") {
			list = append(list, address)
		}
	}
	return list
}

type logEntry struct{ Level, Message string }

func (b *browser) log(kind string) (list []logEntry) {
	b.t.Helper()
	b.send("POST", "/se/log", map[string]string{"type": kind}, &list)
	return list
}

// await waits until a script returns what is wanted.
func (b *browser) await(script, want string) {
	b.t.Helper()
	got := ""
	for range 600 {
		var value any
		b.run(script, &value)
		if got = fmt.Sprint(value); got == want {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("%s\nis %q, want %q", script, got, want)
}
