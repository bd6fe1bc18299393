// Future customers (CLA-4): four standing questions, each with a list that is worked until a need and a way in are known.

import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useAnswerFuture, useBecomeProspect, useCreateFuture, useEditFuture, useFutureCustomers } from '../../api/judged';
import { useLabels } from '../../api/labels';
import { Problem } from '../../api/problem';
import type { FutureCustomer, GivenAnswer, StandingQuestion } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { Field } from '../../components/Field';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';
import { AnswerRow } from '../record/AnswerRow';
import { ClassTabs } from './ClassTabs';
import '../record/record.css';
import './judged.css';

const QUESTIONS: StandingQuestion[] = ['new_names', 'untouched', 'new_channels', 'new_products'];

function isQuestion(code: string | null): code is StandingQuestion {
  return QUESTIONS.some((question) => question === code);
}

function Answers({ line, set }: { line: FutureCustomer; set: 'future_condition' | 'future_step' }) {
  const { all } = useLabels();
  const answer = useAnswerFuture(line.id);
  return all(set).map(({ code, text }) => {
    const topic = `${set}.${code}`;
    const last = line.answers.find((one) => one.topic === topic);
    const given: GivenAnswer | undefined = last ? { answer: last.answer, note: last.note || null, by: last.by ?? null, at: last.at, source: 'stated' } : undefined;
    return <AnswerRow key={code} question={text} given={given} disabled={!line.may_work || answer.isPending} onAnswer={(said) => answer.mutate({ topic, answer: said })} />;
  });
}

function Line({ line }: { line: FutureCustomer }) {
  const t = useTexts();
  const { word } = useLabels();
  const become = useBecomeProspect(line.id);
  const edit = useEditFuture(line.id);
  const { prospect, ask, next_step } = line.standing.value;
  const doubles = become.error instanceof Problem && become.error.code === 'likely_duplicate';
  return (
    <li className="panel panel-body future-line">
      <div className="spread">
        <h2>{line.name}</h2>
        <span className="quiet">{line.owner?.name}</span>
      </div>
      {line.note ? <p>{line.note}</p> : null}
      {line.party ? <p><Link to={`/prospects/${line.party.id}`}>{t.judged.toRecord}: {line.party.name}</Link></p> : null}
      <section aria-label={t.judged.conditions}>
        {ask ? <p className="quiet">{t.judged.stillUnknown(word(ask, 'future_condition'))}</p> : null}
        <Answers line={line} set="future_condition" />
      </section>
      {prospect ? (
        <details>
          <summary>{next_step ? t.judged.nextStep(word(next_step, 'future_step')) : t.judged.allSteps}</summary>
          <section aria-label={t.judged.steps}><Answers line={line} set="future_step" /></section>
        </details>
      ) : null}
      <ProblemNote error={become.error ?? edit.error} />
      {line.may_work ? (
        <div className="row">
          {prospect && !line.prospect_at ? (
            <>
              <Button type="primary" loading={become.isPending} onClick={() => become.mutate({ kind: 'organisation' })}>{t.judged.becomeProspect}</Button>
              {doubles ? <Button onClick={() => become.mutate({ kind: 'organisation', allow_duplicate: true })}>{t.judged.doubles}</Button> : null}
            </>
          ) : null}
          <button type="button" className="link" disabled={edit.isPending} onClick={() => edit.mutate({ closed: true, version: line.version })}>{t.judged.closeFuture}</button>
        </div>
      ) : null}
    </li>
  );
}

function Add({ question }: { question: StandingQuestion }) {
  const t = useTexts();
  const create = useCreateFuture();
  const [form, setForm] = useState({ name: '', note: '' });
  return (
    <form
      className="panel panel-body stack future-add"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ question, name: form.name.trim(), note: form.note.trim() }, { onSuccess: () => setForm({ name: '', note: '' }) });
      }}
    >
      <Field label={t.judged.futureName}><input required maxLength={200} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} /></Field>
      <Field label={t.judged.note}><input maxLength={500} value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} /></Field>
      <ProblemNote error={create.error} />
      <div className="row"><Button type="primary" htmlType="submit" loading={create.isPending}>{t.judged.addFuture}</Button></div>
    </form>
  );
}

export default function Future() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const { word } = useLabels();
  const [params, setParams] = useSearchParams();
  const asked = params.get('question');
  const question = isQuestion(asked) ? asked : 'new_names';
  const future = useFutureCustomers(question);
  const count = (of: StandingQuestion) => future.data?.questions.find((one) => one.question === of)?.count ?? 0;
  return (
    <Page wide title={t.judged.future}>
      <ClassTabs />
      <p className="quiet">{t.judged.futureHint}</p>
      <Choices
        label={t.judged.future}
        value={question}
        onChange={(next) => setParams({ question: next }, { replace: true })}
        choices={QUESTIONS.map((of) => ({ value: of, text: `${word(of, 'standing_question')} (${format.number(count(of))})` }))}
      />
      {can('work') ? <Add key={question} question={question} /> : null}
      <Loaded query={future} lines={6}>
        {(data) =>
          data.items.length === 0 ? <Empty title={t.judged.noFuture} /> : (
            <ul className="future-lines" aria-label={word(question, 'standing_question')}>{data.items.map((line) => <Line key={line.id} line={line} />)}</ul>
          )
        }
      </Loaded>
    </Page>
  );
}
