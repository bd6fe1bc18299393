// The prospect card: how complete it is, what to ask for next, and every fact in its place.

import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import { methodsQuery } from '../../api/methods';
import { customFieldsQuery } from '../../api/team';
import type { Advice, Party } from '../../api/types';
import { Ring } from '../../components/marks';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { Addresses } from './Addresses';
import { ChosenFact } from './ChosenFact';
import { Contacts } from './Contacts';
import { EditableFact } from './EditableFact';
import { factsOf } from './facts';
import { People } from './People';

function Completeness({ advice }: { advice: Advice }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const { completeness: percent, next } = advice.card.value;
  return (
    <div className="completeness">
      <Ring percent={percent} label={t.record.completeness(format.percent(percent / 100, 0))} />
      <p>{next ? t.record.nextFact(word(next, 'card')) : t.record.cardFull}</p>
    </div>
  );
}

export function CardColumn({ party, advice }: { party: Party; advice: Advice | undefined }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { all, word } = useLabels();
  const { data: methods = [] } = useQuery(methodsQuery);
  const { data: custom = [] } = useQuery(customFieldsQuery);
  const offered = methods
    .filter((method) => !party.market || method.market === party.market || method.code === party.method)
    .map((method) => ({ code: method.code, text: method.name[language] }));

  return (
    <section className="panel record-card" aria-label={t.record.card}>
      <h2>{t.record.card}</h2>
      <div className="panel-body stack">
        {advice ? <Completeness advice={advice} /> : null}
        <Contacts party={party} />
        <Addresses party={party} />
        <h3>{t.record.facts}</h3>
        <dl className="facts">
          {factsOf(party).map(({ key, type }) => {
            const label = word(key, 'card');
            return (
              <div key={key}>
                <dt>{label}</dt>
                <dd>
                  {type === 'coded' ? (
                    <ChosenFact party={party} label={label} read={(latest) => latest.facts[key]} choices={all(key)} change={(code) => ({ facts: { [key]: code } })} />
                  ) : (
                    <EditableFact
                      party={party}
                      label={label}
                      type={type}
                      value={party.facts[key] ?? ''}
                      read={(latest) => latest.facts[key] ?? ''}
                      change={(value) => ({ facts: { [key]: value } })}
                    />
                  )}
                </dd>
              </div>
            );
          })}
          {custom.map((field) => {
            const label = language === 'zh' ? field.label_zh : field.label_en;
            return (
              <div key={field.key}>
                <dt>{label}</dt>
                <dd>
                  <EditableFact
                    party={party}
                    label={label}
                    type={field.kind}
                    value={party.custom[field.key] ?? ''}
                    read={(latest) => latest.custom[field.key] ?? ''}
                    change={(value) => ({ custom: { [field.key]: value } })}
                  />
                </dd>
              </div>
            );
          })}
          <div>
            <dt>{t.record.tags}</dt>
            <dd>
              <EditableFact
                party={party}
                label={t.record.tags}
                hint={t.record.tagsHint}
                value={party.tags.join(' ')}
                read={(latest) => latest.tags.join(' ')}
                change={(value) => ({ tags: value.split(/[\s,\uff0c\u3001]+/).filter(Boolean) })}
              />
            </dd>
          </div>
          <div>
            <dt>{t.record.introducer}</dt>
            <dd>
              {party.introducer_id ? (
                <Link to={`/prospects/${party.introducer_id}`}>{party.introducer_name}</Link>
              ) : (
                <EditableFact
                  party={party}
                  label={t.record.introducer}
                  value={party.introducer_name ?? ''}
                  read={(latest) => latest.introducer_name ?? ''}
                  change={(value) => ({ introducer_name: value })}
                />
              )}
            </dd>
          </div>
          {party.kind === 'person' ? (
            <div>
              <dt>{word('relation_group', 'card')}</dt>
              <dd><ChosenFact party={party} label={word('relation_group', 'card')} read={(latest) => latest.relation_group} choices={all('relation_group')} change={(code) => ({ relation_group: code })} /></dd>
            </div>
          ) : null}
          <div>
            <dt>{t.lists.market}</dt>
            <dd><ChosenFact party={party} label={t.lists.market} read={(latest) => latest.market} choices={all('market')} change={(code) => ({ market: code })} /></dd>
          </div>
          <div>
            <dt>{t.lists.method}</dt>
            <dd><ChosenFact party={party} label={t.lists.method} read={(latest) => latest.method} choices={offered} change={(code) => ({ method: code })} /></dd>
          </div>
          {party.identity_number ? <div><dt>{t.record.identity}</dt><dd>{party.identity_number}</dd></div> : null}
          {party.lists.length > 0 ? (
            <div>
              <dt>{t.shell.lists}</dt>
              <dd>{party.lists.map((list) => <Link key={list.id} className="record-list" to={`/lists/${list.id}`}>{list.name}</Link>)}</dd>
            </div>
          ) : null}
          {party.organisations.length > 0 ? (
            <div>
              <dt>{t.record.worksAt}</dt>
              <dd>{party.organisations.map((one) => <Link key={one.id} className="record-list" to={`/prospects/${one.party_id}`}>{one.name}</Link>)}</dd>
            </div>
          ) : null}
        </dl>
        {party.kind === 'organisation' ? <People party={party} /> : null}
      </div>
    </section>
  );
}
