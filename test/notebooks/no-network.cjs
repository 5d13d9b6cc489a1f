// Loaded into a kernel (NODE_OPTIONS=--require) so that a notebook finds no network, whatever the machine has.
const dns = require("node:dns");
const lookup = dns.lookup;

dns.lookup = (host, ...rest) => {
  if (host === "localhost" || host === "127.0.0.1") return lookup(host, ...rest);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
    code: "ENOTFOUND",
    hostname: host,
  });
  process.nextTick(rest.at(-1), error);
};
