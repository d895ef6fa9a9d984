// Loaded before a program that is measured: writes down, when it ends, how long its own threads worked; milliseconds.
'use strict';
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_CPU_FILE, String((user + system) / 1000));
});
