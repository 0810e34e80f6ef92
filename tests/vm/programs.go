// SPDX-License-Identifier: MIT

//go:build programs

// What limactl.sh builds, so that go.mod and go.sum say which version and bytes of it.
package programs

import (
	_ "github.com/lima-vm/lima/v2/cmd/lima-guestagent"
	_ "github.com/lima-vm/lima/v2/cmd/limactl"
)
