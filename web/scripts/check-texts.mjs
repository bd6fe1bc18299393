// Texts live in src/i18n and nowhere else: a Chinese sentence in a component could not be switched to English.
// The shape of the dictionaries is checked by the compiler (en must satisfy the type of zh); this script finds
// what types cannot see: Chinese outside the dictionaries, Chinese inside the English one, and texts nobody shows.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const src = join(root, 'src');
const chinese = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/;

function* filesUnder(folder) {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else if (/\.tsx?$/.test(entry)) yield path;
  }
}

function* textsOf(source) {
  const visit = function* (node) {
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) yield node;
    const children = [];
    node.forEachChild((child) => void children.push(child));
    for (const child of children) yield* visit(child);
  };
  yield* visit(source);
}

const parse = (path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
const complaints = [];
const complain = (source, node, what) => {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  complaints.push(`${relative(root, source.fileName)}:${line + 1}: ${what}: ${node.text.trim()}`);
};

let everything = '';
for (const path of filesUnder(src)) {
  const inTexts = path.startsWith(join(src, 'i18n'));
  if (inTexts && !path.startsWith(join(src, 'i18n', 'en'))) continue;
  const source = parse(path);
  if (!inTexts) everything += source.text;
  for (const node of textsOf(source)) {
    // the two languages name themselves in their own script, also in the English dictionary
    if (chinese.test(node.text) && !node.text.includes('中文')) {
      complain(source, node, inTexts ? 'Chinese in the English dictionary' : 'text outside the dictionaries');
    }
  }
}

// A first-level key of a section (t.today.counters) has to occur somewhere as .counters or ['counters'];
// sections that are looked up by code are exempt as a whole.
const byCode = new Set(['codes.ts', 'importCodes.ts']);
for (const path of filesUnder(join(src, 'i18n', 'zh'))) {
  const name = path.split('/').pop();
  if (byCode.has(name) || name === 'index.ts') continue;
  const source = parse(path);
  source.forEachChild(function visit(node) {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectLiteralExpression(node.initializer)) {
      for (const property of node.initializer.properties) {
        const key = property.name?.getText().replace(/['"]/g, '');
        if (key && !new RegExp(`\\.${key}\\b|\\b${key}\\b\\s*[,}]`).test(everything)) {
          complaints.push(`${relative(root, path)}: nobody shows ${name.replace('.ts', '')}.${key}`);
        }
      }
    }
    node.forEachChild(visit);
  });
}

if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
console.log('texts: every text is in the dictionaries, every dictionary text is shown');
