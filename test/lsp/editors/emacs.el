;;; emacs.el --- what Emacs shows of a file -*- lexical-binding: t -*-
;; Run by editors.test.ts in a batch Emacs after the init.el of docs/editors.md: opens a file as a user would, and writes
;; what the language server gave to the file METRO_REPORT.

(require 'package)
(package-initialize)
(require 'eglot)
(require 'json)
(load (getenv "METRO_INIT") nil t)

(defun metro-wait (ready)
  "Let the server talk until READY gives non-nil, for 20 seconds at most."
  (let ((deadline (+ (float-time) 20)))
    (while (and (not (funcall ready)) (< (float-time) deadline))
      (accept-process-output nil 0.05))))

(defun metro-names (index)
  "All names in INDEX, which is what imenu takes."
  (mapcan (lambda (entry)
            (cons (substring-no-properties (car entry))
                  (and (listp (cdr entry)) (metro-names (cdr entry)))))
          (copy-sequence index)))

(find-file (getenv "METRO_FILE"))
;; In batch mode no command ends, and Eglot waits for the end of one.
(run-hooks 'post-command-hook)
(metro-wait (lambda () (and (eglot-managed-p) (flymake-diagnostics))))
(goto-char (point-min))
(forward-line (string-to-number (getenv "METRO_LINE")))
(forward-char (string-to-number (getenv "METRO_CHARACTER")))

(let* ((server (eglot-current-server))
       (capf (eglot-completion-at-point))
       (hover (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams)))
       (report
        (list :language (replace-regexp-in-string "-mode\\'" "" (symbol-name major-mode))
              :diagnostics (vconcat (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
              :completion (vconcat (mapcar #'substring-no-properties (all-completions "" (nth 2 capf))))
              :hover (or (plist-get (plist-get hover :contents) :value) "")
              :definitions (vconcat (mapcar (lambda (item)
                                              (1- (xref-location-line (xref-item-location item))))
                                            (xref-backend-definitions 'eglot nil)))
              :symbols (vconcat (metro-names (eglot-imenu)))))
       ;; All fixes, the first of which that is an edit is applied as Eglot does it.
       (problems (vconcat (delq nil (mapcar (lambda (problem)
                                              (alist-get 'eglot-lsp-diag (flymake-diagnostic-data problem)))
                                            (flymake-diagnostics)))))
       (fixes (jsonrpc-request server :textDocument/codeAction
                               (list :textDocument (eglot--TextDocumentIdentifier)
                                     :range (list :start (eglot--pos-to-lsp-position (point-min))
                                                  :end (eglot--pos-to-lsp-position (point-max)))
                                     :context (list :diagnostics problems))))
       (fix (seq-find (lambda (one) (plist-get one :edit)) fixes)))
  (when fix (eglot--apply-workspace-edit (plist-get fix :edit)))
  (setq report (append report (list :fixes (vconcat (mapcar (lambda (one) (plist-get one :title)) fixes))
                                    :edited (buffer-substring-no-properties (point-min) (point-max)))))
  (write-region (json-encode report) nil (getenv "METRO_REPORT"))
  (eglot-shutdown server))
