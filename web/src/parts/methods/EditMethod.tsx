// Editing a method's text in both languages; the shipped text is kept and can be restored.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useEditMethod } from '../../api/methods';
import type { Language, Method, MethodTexts, Text } from '../../api/types';
import { ProblemNote } from '../../components/problems';
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

export function EditMethod({ method, close }: { method: Method; close: () => void }) {
  const t = useTexts();
  const save = useEditMethod();
  const [typed, setTyped] = useState<Typed>({
    name: method.name, when_to_use: method.when_to_use, steps: joined(method.steps), preparation: joined(method.preparation),
    strengths: joined(method.strengths), weaknesses: joined(method.weaknesses),
  });
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
    save.mutate({ code: method.code, text }, { onSuccess: close });
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
        <ProblemNote error={save.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
