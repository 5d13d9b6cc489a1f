// The TypeScript kernel: tslab, with an output channel that takes any number of messages at once.
//
// zeromq sends every 512th message of a socket later, and refuses the next one while that waits ("Socket is busy
// writing"). tslab does not wait between messages, so the cell that prints them fails, and the error with it. With a
// timeout of 0 each message is sent at once, which a publisher always can.
const { dirname, join } = require("node:path");

const tslab = join(dirname(dirname(__dirname)), "node_modules", "tslab");
const zeromq = require(require.resolve("zeromq", { paths: [tslab] }));

const { Publisher } = zeromq;
zeromq.Publisher = class extends Publisher {
  constructor(options) {
    super(options);
    this.sendTimeout = 0;
  }
};

require(join(tslab, "bin", "tslab"));
