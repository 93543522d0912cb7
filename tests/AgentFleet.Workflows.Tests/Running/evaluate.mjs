// evaluate.mjs PACKAGE INPUT: the value of one expression in each of several contexts.
import { readFileSync } from 'node:fs';
const { Parser, Lexer, Evaluator, data } = await import(`${process.argv[2]}/dist/index.js`);
const { reviver } = await import(`${process.argv[2]}/dist/data/reviver.js`);
const input = JSON.parse(readFileSync(process.argv[3], 'utf8'));

const tree = new Parser(new Lexer(input.expression).lex().tokens, ['github'], []).parse();
const values = input.contexts.map(context =>
  new Evaluator(tree, JSON.parse(JSON.stringify(context), reviver)).evaluate().coerceString());
console.log(JSON.stringify(values));
