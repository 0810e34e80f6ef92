# SPDX-License-Identifier: MIT
"""What is known of the attempts of tests/escape in the virtual machine (escapes.py). An attempt that is
not named here has to be refused there."""

# The words of docs/vm.md that tell of it, and the attempts that therefore succeed.
LIMITATIONS = (
    ("In the workspace everything can be changed", """
        GIT-01-hook GIT-02-hooks-folder-missing GIT-03-configure GIT-04-write-configuration
        GIT-05-rename-git-folder GIT-06-commondir GIT-07-worktree-configuration GIT-08-submodule
        GIT-09-rename-submodule GIT-12-other-worktree GIT-15-bind-over-guard
        GIT-16-guard-in-nested-namespace GIT-20-nested-repository GIT-21-new-repository
        GIT-23-rebase-command GIT-24-hooks-in-workspace GIT-25-submodule-git-file
        GIT-26-included-configuration GIT-27-hook-behind-link GIT-28-missing-include
        GIT-29-nested-repositories GIT-30-nested-git-file GIT-31-deep-repository
        GIT-32-bare-repository GIT-33-workspace-becomes-repository GIT-37-remotes-folder
        GIT-38-branches-folder GIT-39-new-submodule GIT-40-new-worktree
        GIT-41-configuration-named-by-environment GIT-44-link-in-git-folder
        GIT-45-deep-link-in-git-folder GIT-46-hard-link-to-configuration GIT-47-hard-link-to-hook
        GIT-48-hard-link-to-placeholder GIT-49-hard-link-to-included-file
        GIT-50-missing-hooks-in-workspace GIT-51-include-over-two-lines SET-01-agent-settings
        SET-02-agent-servers SET-03-new-agent-settings SET-04-build-file SET-08-agent-folders
    """.split()),
    ("the kernel of the machine, with all of its system calls", """
        FS-15-kernel-keys KRN-01-nested-user-namespace KRN-02-clone3 KRN-03-nested-mount
        KRN-05-io-uring KRN-06-kernel-keyring KRN-09-userfaultfd KRN-10-file-handle KRN-11-kcmp
        KRN-12-call-of-32-bits KRN-13-call-of-x32 NET-01-vsock PRC-07-ptrace PRC-08-read-memory
    """.split()),
    ("type into its own terminal", """
        TTY-01-type-into-terminal TTY-02-type-with-high-bits TTY-03-console-selection
    """.split()),
)

# What a launch says that refuses the attempts from a session's worktree.
WORKTREE = "the virtual machine does not have the folder of worktrees"
ROOT_HERE = "it is about files that only root of this machine may change"
# Made nowhere, with the reason.
NOT_TRIED = {
    "FS-09-read-shadow": ROOT_HERE,
    "FS-11-write-system": ROOT_HERE,
    "FS-12-write-etc": ROOT_HERE,
    "FS-23-device-mode": ROOT_HERE,
    "FS-25-set-gid-file": "of a person without privileges no file runs as root's group",
    "GIT-22-guard-lost": "it waits by a pipe, which does not lead into the machine",
    "PRC-09-many-processes": "how many there can be follows from the memory of the machine",
}
# What may show nothing: it does not work without the machine either.
NOT_SHOWN = {
    "FS-08-device-node": "what holds the folder makes no device, for root inside neither",
    "FS-21-session-folder": "without a sandbox there is no session whose files there were",
}
