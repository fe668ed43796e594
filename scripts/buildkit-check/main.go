// What BuildKit says of Dockerfiles. Reads one JSON string a line, the text of a file, and writes one JSON object a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

type heredoc struct {
	Name       string `json:"name"`
	Content    string `json:"content"`
	Expand     bool   `json:"expand"`
	Chomp      bool   `json:"chomp"`
	Descriptor string `json:"descriptor"`
}

type instruction struct {
	Keyword  string       `json:"keyword"`
	Start    int          `json:"start"`
	End      int          `json:"end"`
	Flags    []string     `json:"flags"`
	Args     []string     `json:"args"`
	JSON     bool         `json:"json"`
	Heredocs []heredoc    `json:"heredocs"`
	Trigger  *instruction `json:"trigger,omitempty"`
}

// mounts is what a RUN's mount options come to when the stage is built.
type mounts struct {
	Line  int    `json:"line"`
	Error string `json:"error,omitempty"`
	// Unsure is set where variables or quotes decide.
	Unsure bool `json:"unsure,omitempty"`
}

type answer struct {
	// Error is the parser's refusal.
	Error        string        `json:"error,omitempty"`
	Escape       string        `json:"escape,omitempty"`
	Instructions []instruction `json:"instructions,omitempty"`
	// InstructionErrors holds every wording of the refusal: suggestions are drawn from a map, in random order.
	InstructionErrors []string `json:"instructionErrors,omitempty"`
	Stages            []string `json:"stages,omitempty"`
	Mounts            []mounts `json:"mounts,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var text string
		if err := json.Unmarshal(in.Bytes(), &text); err != nil {
			panic(err)
		}
		if err := encoder.Encode(read(text)); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func read(text string) (result answer) {
	defer func() {
		if problem := recover(); problem != nil {
			result = answer{Error: fmt.Sprint("panic: ", problem)}
		}
	}()
	file, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		result.Error = err.Error()
		return result
	}
	result.Escape = string(file.EscapeToken)
	for _, node := range file.AST.Children {
		result.Instructions = append(result.Instructions, *describe(node))
	}
	stages, _, err := instructions.Parse(file.AST, nil)
	if err != nil {
		result.InstructionErrors = wordings(file.AST, err.Error())
		return result
	}
	for _, stage := range stages {
		result.Stages = append(result.Stages, stage.Name+"<-"+stage.BaseName)
		for _, command := range stage.Commands {
			if run, ok := command.(*instructions.RunCommand); ok {
				result.Mounts = append(result.Mounts, mountsOf(run))
			}
		}
	}
	return result
}

func describe(node *parser.Node) *instruction {
	described := &instruction{
		Keyword: node.Value, Start: node.StartLine, End: node.EndLine,
		Flags: append([]string{}, node.Flags...), Args: []string{}, JSON: node.Attributes["json"], Heredocs: []heredoc{},
	}
	for arg := node.Next; arg != nil; arg = arg.Next {
		if len(arg.Children) == 1 {
			described.Trigger = describe(arg.Children[0])
		}
		described.Args = append(described.Args, arg.Value)
	}
	for _, h := range node.Heredocs {
		descriptor := fmt.Sprint(h.FileDescriptor)
		described.Heredocs = append(described.Heredocs, heredoc{h.Name, h.Content, h.Expand, h.Chomp, descriptor})
	}
	return described
}

func wordings(ast *parser.Node, first string) []string {
	found := []string{first}
	if !strings.Contains(first, "(did you mean ") {
		return found
	}
	seen := map[string]bool{first: true}
	for i := 0; i < 60; i++ {
		_, _, err := instructions.Parse(ast, nil)
		if text := err.Error(); !seen[text] {
			seen[text] = true
			found = append(found, text)
		}
	}
	return found
}

func mountsOf(run *instructions.RunCommand) mounts {
	result := mounts{Line: run.Location()[0].Start.Line}
	err := run.Expand(func(word string) (string, error) {
		result.Unsure = result.Unsure || strings.ContainsAny(word, "$'\"\\`")
		return word, nil
	})
	if err != nil {
		result.Error = err.Error()
	}
	return result
}
