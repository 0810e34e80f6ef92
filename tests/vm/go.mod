module sandtray.test/vm

go 1.25.7

require github.com/lima-vm/lima/v2 v2.2.0
