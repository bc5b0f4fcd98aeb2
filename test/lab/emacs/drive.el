;;; drive.el --- Opens a dump in Emacs with dap-mode, as a person would, and tells what it shows.

;; emacs --batch -l drive.el LAUNCH.json: the launch arguments, and either "adapter" (a command, for
;; stdio) or "port". Writes one object in JSON to standard output.

(setq package-user-dir (expand-file-name "~/packages"))
(package-initialize)
(setq dap-auto-configure-features nil
      dap-auto-show-output nil
      dap-breakpoints-file (expand-file-name "~/breakpoints")
      dap-print-io nil
      vc-handled-backends nil)
(require 'dap-mode)
(require 'json)

(defvar drive-stopped nil "What the stopped event said.")

(defun drive-until (what seconds test)
  "Wait until TEST holds, at most SECONDS; WHAT names it."
  (let ((end (+ (float-time) seconds)))
    (while (not (funcall test))
      (when (> (float-time) end) (error "Not within %s s: %s" seconds what))
      (accept-process-output nil 0.05))))

(defun drive-names (frames)
  "Names and lines of FRAMES."
  (vconcat (mapcar (lambda (frame) (vector (gethash "name" frame) (gethash "line" frame))) frames)))

(defun drive-ask (session command arguments)
  "The body of the answer to COMMAND with ARGUMENTS in SESSION."
  (let (answer)
    (dap--send-message (dap--make-request command arguments)
                       (lambda (response) (setq answer response))
                       session)
    (drive-until command 30 (lambda () answer))
    (gethash "body" answer)))

(defun drive-active (session)
  "Name of the frame that SESSION shows."
  (gethash "name" (dap--debug-session-active-frame session)))

(let* ((json-object-type 'plist)
       (launch (json-read-file (car command-line-args-left)))
       (adapter (plist-get launch :adapter))
       (arguments (append (plist-get launch :arguments)
                          (list :type "kernel-crash" :request "launch" :name "dump")
                          (if adapter
                              (list :dap-server-path (append adapter nil))
                            (list :host "127.0.0.1" :debugServer (plist-get launch :port))))))
  (add-hook 'dap-stopped-hook (lambda (session) (setq drive-stopped session)))
  (dap-start-debugging-noexpand arguments)
  (drive-until "the kernel stands still" 60 (lambda () drive-stopped))
  (let ((session drive-stopped))
    (drive-until "a frame is shown" 30 (lambda () (dap--debug-session-active-frame session)))
    ;; dap-mode begins at the topmost frame, also where an adapter calls it subtle: up the stack.
    (while (not (string-prefix-p "lab_account" (drive-active session)))
      (let ((before (drive-active session)))
        (dap-up-stack-frame 1)
        (drive-until "another frame" 10
                     (lambda () (not (equal before (drive-active session)))))))
    (drive-until "its source is shown" 30 (lambda () (get-buffer "labcrash.c")))
    (let* ((threads (gethash "threads" (drive-ask session "threads" nil)))
           (thread-id (dap--debug-session-thread-id session))
           (frames (gethash thread-id (dap--debug-session-thread-stack-frames session)))
           (result (list :threads (length threads)
                         :first (gethash "name" (car (append threads nil)))
                         :frames (drive-names (append frames nil))
                         :active (drive-active session)
                         :line (with-current-buffer "labcrash.c" (line-number-at-pos)))))
      (drive-ask session "evaluate" (list :expression "eval 40 + 2" :context "repl"))
      (dap-disconnect session)
      (drive-until "the session is over" 20
                   (lambda () (not (dap--session-running session))))
      (princ (json-encode result))
      (terpri))))

;;; drive.el ends here
