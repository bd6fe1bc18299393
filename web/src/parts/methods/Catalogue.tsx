// The catalogue by market: when to use a method, its steps, what to prepare, strengths and weaknesses.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { methodsQuery, useRestoreMethod } from '../../api/methods';
import type { Method, Text } from '../../api/types';
import { useCan } from '../../app/me';
import { Loaded } from '../../components/page';
import { useLanguage, useTexts } from '../../i18n';
import { EditMethod } from './EditMethod';

function Items({ title, items, ordered }: { title: string; items: Text[]; ordered?: boolean }) {
  const { language } = useLanguage();
  if (items.length === 0) return null;
  const List = ordered ? 'ol' : 'ul';
  return (
    <div>
      <h3>{title}</h3>
      <List className={ordered ? 'numbered' : 'bulleted'}>
        {items.map((item) => <li key={item.zh}>{item[language]}</li>)}
      </List>
    </div>
  );
}

function MethodEntry({ method, onEdit }: { method: Method; onEdit: ((method: Method) => void) | null }) {
  const t = useTexts();
  const { language } = useLanguage();
  const restore = useRestoreMethod();
  return (
    <details className="method">
      <summary>
        <b>{method.name[language]}</b>
        <span className="quiet one-line">{method.when_to_use[language]}</span>
        {method.edited ? <small className="method-edited">{t.methods.edited}</small> : null}
      </summary>
      <div className="method-body">
        <div>
          <h3>{t.methods.whenToUse}</h3>
          <p>{method.when_to_use[language]}</p>
        </div>
        <Items title={t.methods.steps} items={method.steps} ordered />
        <Items title={t.methods.preparation} items={method.preparation} />
        <Items title={t.methods.strengths} items={method.strengths} />
        <Items title={t.methods.weaknesses} items={method.weaknesses} />
        {onEdit ? (
          <div className="row method-actions">
            <Button size="small" onClick={() => onEdit(method)}>{t.methods.editText}</Button>
            {method.edited ? (
              <Popconfirm title={t.methods.restoreConfirm} okText={t.methods.restore} cancelText={t.common.cancel} onConfirm={() => restore.mutate({ code: method.code, version: method.version })}>
                <Button size="small">{t.methods.restore}</Button>
              </Popconfirm>
            ) : null}
          </div>
        ) : null}
      </div>
    </details>
  );
}

export function Catalogue() {
  const t = useTexts();
  const can = useCan();
  const { word } = useLabels();
  const methods = useQuery(methodsQuery);
  const [editing, setEditing] = useState<Method | null>(null);
  return (
    <Loaded query={methods}>
      {(items) => (
        <div className="stack" aria-label={t.methods.catalogue}>
          {[...new Set(items.map((method) => method.market))].map((market) => (
            <section key={market} className="panel">
              <h2>{word(market, 'market')}</h2>
              {items.filter((method) => method.market === market).map((method) => (
                <MethodEntry key={method.code} method={method} onEdit={can('edit_methods') ? setEditing : null} />
              ))}
            </section>
          ))}
          {editing ? <EditMethod method={editing} close={() => setEditing(null)} /> : null}
        </div>
      )}
    </Loaded>
  );
}
