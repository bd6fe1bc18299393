// Editing a method's text in both languages; the shipped text is kept and can be restored.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useEditMethod } from '../../api/methods';
import { currentOf } from '../../api/problem';
import type { Language, Method, MethodTexts, Text } from '../../api/types';
import { Differences } from '../../components/Differences';
import { ProblemNote } from '../../components/problems';
import { type Fields, type Joined, join } from '../../components/twoEditors';
import { useTexts } from '../../i18n';

const LISTS = ['steps', 'preparation', 'strengths', 'weaknesses'] as const;
type Typed = Record<'name' | 'when_to_use' | (typeof LISTS)[number], Text>;

const joined = (items: Text[]): Text => ({ zh: items.map((item) => item.zh).join('\n'), en: items.map((item) => item.en).join('\n') });

/** The n-th line of one language belongs to the n-th line of the other. */
function paired({ zh, en }: Text): Text[] {
  const chinese = zh.split('\n').map((line) => line.trim()).filter(Boolean);
  const english = en.split('\n').map((line) => line.trim()).filter(Boolean);
  return Array.from({ length: Math.max(chinese.length, english.length) }, (_, at) => ({ zh: chinese[at] ?? '', en: english[at] ?? '' }));
}

const typedOf = (method: Method): Typed => ({
  name: method.name, when_to_use: method.when_to_use, steps: joined(method.steps), preparation: joined(method.preparation),
  strengths: joined(method.strengths), weaknesses: joined(method.weaknesses),
});

/** The texts as two people's versions of them are compared: `steps.zh`, `steps.en`. */
const asFields = (typed: Typed): Fields =>
  Object.fromEntries(Object.entries(typed).flatMap(([name, text]) => [[`${name}.zh`, text.zh], [`${name}.en`, text.en]]));

const withFields = (typed: Typed, fields: Fields): Typed => {
  const text = (name: keyof Typed): Text => ({ zh: fields[`${name}.zh`] ?? typed[name].zh, en: fields[`${name}.en`] ?? typed[name].en });
  return { name: text('name'), when_to_use: text('when_to_use'), steps: text('steps'), preparation: text('preparation'), strengths: text('strengths'), weaknesses: text('weaknesses') };
};

export function EditMethod({ method, close }: { method: Method; close: () => void }) {
  const t = useTexts();
  const save = useEditMethod();
  const [typed, setTyped] = useState<Typed>(() => typedOf(method));
  const [read, setRead] = useState(method);
  const [both, setBoth] = useState<Joined | null>(null);
  const compare = (error: unknown) => {
    const theirs = currentOf<Method>(error);
    if (!theirs) return;
    const found = join(asFields(typedOf(read)), asFields(typed), asFields(typedOf(theirs)));
    setTyped(withFields(typed, found.fields));
    setRead(theirs);
    setBoth(found);
  };
  const labels: Record<keyof Typed, string> = {
    name: t.common.name, when_to_use: t.methods.whenToUse, steps: t.methods.steps, preparation: t.methods.preparation,
    strengths: t.methods.strengths, weaknesses: t.methods.weaknesses,
  };
  const languages: [Language, string][] = [['zh', t.methods.chinese], ['en', t.methods.english]];
  const submit = () => {
    const text: MethodTexts = {
      name: typed.name, when_to_use: typed.when_to_use, steps: paired(typed.steps), preparation: paired(typed.preparation),
      strengths: paired(typed.strengths), weaknesses: paired(typed.weaknesses),
    };
    save.mutate({ code: method.code, version: read.version, text }, { onSuccess: close, onError: compare });
  };
  return (
    <Modal open title={t.methods.editText} footer={null} onCancel={close} width={860}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {(Object.keys(labels) as (keyof Typed)[]).map((name) => {
          const isList = (LISTS as readonly string[]).includes(name);
          return (
            <fieldset key={name} className="both-languages">
              <legend>{labels[name]} {isList ? <span className="quiet">({t.methods.oneALine})</span> : null}</legend>
              {languages.map(([language, languageName]) => (
                <textarea
                  key={language}
                  className="input"
                  lang={language === 'zh' ? 'zh-CN' : 'en'}
                  aria-label={`${labels[name]}, ${languageName}`}
                  rows={isList ? 5 : name === 'name' ? 1 : 3}
                  required={name === 'name'}
                  value={typed[name][language]}
                  onChange={(event) => setTyped({ ...typed, [name]: { ...typed[name], [language]: event.target.value } })}
                />
              ))}
            </fieldset>
          );
        })}
        {both ? (
          <Differences
            joined={both}
            label={(field) => {
              const [name, language] = field.split('.');
              return `${labels[name as keyof Typed]}, ${languages.find(([code]) => code === language)?.[1] ?? ''}`;
            }}
            value={(field) => asFields(typed)[field] ?? ''}
            choose={(field, value) => setTyped(withFields(typed, { ...asFields(typed), [field]: value }))}
          />
        ) : null}
        <ProblemNote error={currentOf(save.error) ? null : save.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
