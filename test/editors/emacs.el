;;; emacs.el --- Waits for the server's diagnostics, applies the first fix of one, waits until it is gone. -*- lexical-binding: t -*-
(require 'eglot)
(require 'json)

(defun hullwright-wait (what is-there)
  "Let messages in until IS-THERE answers something; WHAT is said when it takes too long."
  (let ((deadline (+ (float-time) 20)) found)
    (while (not (setq found (funcall is-there)))
      (when (> (float-time) deadline)
        (error "Waited in vain for %s: %s" what (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
      (accept-process-output nil 0.02))
    found))

(defun hullwright-told (diagnostic)
  "What the server sent for a DIAGNOSTIC of Flymake."
  (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic)))

(defun hullwright-find (code)
  "The diagnostic of the rule CODE."
  (seq-find (lambda (it) (equal code (plist-get (hullwright-told it) :code))) (flymake-diagnostics)))

(defun hullwright-line (diagnostic)
  "DIAGNOSTIC as `line:column source code', counted from 0."
  (save-excursion
    (goto-char (flymake-diagnostic-beg diagnostic))
    (let ((told (hullwright-told diagnostic)))
      (format "%d:%d %s %s" (1- (line-number-at-pos)) (current-column) (plist-get told :source) (plist-get told :code)))))

(let ((code (getenv "HULLWRIGHT_RULE")) seen)
  (condition-case problem
      (progn
        (find-file "Dockerfile")
        ;; Nobody presses a key here, which `eglot-ensure' and flymake wait for.
        (run-hooks 'post-command-hook)
        (hullwright-wait "the server" #'eglot-managed-p)
        (flymake-start)
        (let* ((finding (hullwright-wait code (lambda () (hullwright-find code))))
               (lines (mapcar #'hullwright-line (flymake-diagnostics)))
               (action (elt (eglot-code-actions (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding) "quickfix") 0)))
          (push (cons 'diagnostics (vconcat lines)) seen)
          (push (cons 'action (plist-get action :title)) seen)
          (unless (plist-get action :edit)
            (setq action (jsonrpc-request (eglot-current-server) :codeAction/resolve action)))
          (eglot--apply-workspace-edit (plist-get action :edit))
          (eglot--signal-textDocument/didChange)
          (hullwright-wait "the finding to go" (lambda () (not (hullwright-find code))))
          (push (cons 'lines (vconcat (split-string (buffer-string) "\n"))) seen)))
    (error (push (cons 'problem (error-message-string problem)) seen)))
  (write-region (json-encode seen) nil (getenv "HULLWRIGHT_SEEN"))
  (set-buffer-modified-p nil)
  (kill-emacs 0))
