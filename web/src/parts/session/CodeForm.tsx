// One field for a code: six digits of the app, or a recovery code.

import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';

interface Props<Answer> {
  label: string;
  button: string;
  send: (code: string) => Promise<Answer>;
  onDone: (answer: Answer) => void;
}

export function CodeForm<Answer>({ label, button, send, onDone }: Props<Answer>) {
  const t = useTexts();
  const [code, setCode] = useState('');
  const attempt = useMutation({ mutationFn: send, onSuccess: onDone, onError: () => setCode(''), meta: { quiet: true } });
  const problemAt = useFieldProblem(attempt.error);
  const wrong = problemAt('/code');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(code);
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t.signIn.codeTitle}>
      <Field label={label} problem={wrong}>
        <input required autoFocus autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} maxLength={32} value={code} onChange={(event) => setCode(event.target.value)} />
      </Field>
      {wrong ? null : <ProblemNote error={attempt.error} />}
      <Button type="primary" htmlType="submit" loading={attempt.isPending} block>{button}</Button>
    </form>
  );
}
