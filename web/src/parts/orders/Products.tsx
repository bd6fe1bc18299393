// Product lines and products: what orders are told apart by.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabels } from '../../api/labels';
import { linesQuery, productsQuery, useAddLine, useAddProduct, useEditLine, useEditProduct } from '../../api/orders';
import type { Product, ProductLine } from '../../api/types';
import { Field } from '../../components/Field';
import { Loaded, Page } from '../../components/page';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';
import { TeamTabs } from '../team/TeamTabs';
import { useLineName } from './lineName';
import './orders.css';

type Rhythm = ProductLine['rhythm'];

function LineRow({ line }: { line: ProductLine }) {
  const t = useTexts();
  const { word, all } = useLabels();
  const lineName = useLineName();
  const edit = useEditLine();
  const [form, setForm] = useState<{ name: string; rhythm: Rhythm; contract: boolean } | null>(null);
  const version = { id: line.id, version: line.version };
  if (form) {
    return (
      <tr>
        <td><code>{line.code}</code></td>
        <td colSpan={3}>
          <form
            className="product-edit"
            aria-label={t.orders.editOf(lineName(line))}
            onSubmit={(event) => {
              event.preventDefault();
              edit.mutate({ ...version, ...form }, { onSuccess: () => setForm(null) });
            }}
          >
            <input className="input" aria-label={t.orders.name} required={!line.general} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
            <select className="input" aria-label={t.orders.rhythm} value={form.rhythm} onChange={(event) => setForm({ ...form, rhythm: event.target.value as Rhythm })}>
              {all('order_rhythm').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
            </select>
            <label className="row"><input type="checkbox" checked={form.contract} onChange={(event) => setForm({ ...form, contract: event.target.checked })} /> {t.orders.contract}</label>
            <Button size="small" type="primary" htmlType="submit" loading={edit.isPending}>{t.orders.save}</Button>
            <Button size="small" onClick={() => setForm(null)}>{t.common.cancel}</Button>
            <ProblemNote error={edit.error} />
          </form>
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td><code>{line.code}</code></td>
      <td>{lineName(line)} {line.archived_at ? <span className="quiet">{t.orders.archived}</span> : null}</td>
      <td>{word(line.rhythm, 'order_rhythm')}{line.contract ? ` · ${t.orders.contract}` : null}</td>
      <td className="number">
        <span className="row">
          <button type="button" className="link" aria-label={t.orders.editOf(lineName(line))} onClick={() => setForm({ name: line.name, rhythm: line.rhythm, contract: line.contract })}>{t.common.edit}</button>
          {line.general ? null : <button type="button" className="link" onClick={() => edit.mutate({ ...version, archived: !line.archived_at })}>{line.archived_at ? t.orders.restore : t.orders.archive}</button>}
        </span>
        <ProblemNote error={edit.error} />
      </td>
    </tr>
  );
}

function ProductRow({ product }: { product: Product }) {
  const t = useTexts();
  const lineName = useLineName();
  const edit = useEditProduct();
  return (
    <tr>
      <td><code>{product.sku}</code></td>
      <td>{product.name} {product.archived_at ? <span className="quiet">{t.orders.archived}</span> : null}</td>
      <td>{lineName(product.line)}</td>
      <td>{product.unit}</td>
      <td className="number">
        <button type="button" className="link" onClick={() => edit.mutate({ id: product.id, version: product.version, archived: !product.archived_at })}>{product.archived_at ? t.orders.restore : t.orders.archive}</button>
        <ProblemNote error={edit.error} />
      </td>
    </tr>
  );
}

function NewLine() {
  const t = useTexts();
  const { all } = useLabels();
  const add = useAddLine();
  const problemAt = useFieldProblem(add.error);
  const empty = { code: '', name: '', rhythm: 'month' as Rhythm, contract: false };
  const [form, setForm] = useState(empty);
  return (
    <form
      className="panel panel-body new-field"
      aria-label={t.orders.addLine}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(form, { onSuccess: () => setForm(empty) });
      }}
    >
      <Field label={t.orders.code} problem={problemAt('/code')}><input required maxLength={60} value={form.code} onChange={(event) => setForm({ ...form, code: event.target.value })} /></Field>
      <Field label={t.orders.name} problem={problemAt('/name')}><input required maxLength={200} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} /></Field>
      <Field label={t.orders.rhythm}>
        <select value={form.rhythm} onChange={(event) => setForm({ ...form, rhythm: event.target.value as Rhythm })}>
          {all('order_rhythm').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      </Field>
      <label className="check product-contract"><input type="checkbox" checked={form.contract} onChange={(event) => setForm({ ...form, contract: event.target.checked })} /> {t.orders.contract}</label>
      <ProblemNote error={add.error} />
      <div><Button type="primary" htmlType="submit" loading={add.isPending}>{t.orders.addLine}</Button></div>
    </form>
  );
}

function NewProduct({ lines }: { lines: ProductLine[] }) {
  const t = useTexts();
  const lineName = useLineName();
  const add = useAddProduct();
  const problemAt = useFieldProblem(add.error);
  const empty = { sku: '', name: '', unit: '', line: '' };
  const [form, setForm] = useState(empty);
  return (
    <form
      className="panel panel-body new-field"
      aria-label={t.orders.addProduct}
      onSubmit={(event) => {
        event.preventDefault();
        const { line, unit, ...rest } = form;
        add.mutate({ ...rest, ...(line ? { line_id: line } : {}), ...(unit ? { unit } : {}) }, { onSuccess: () => setForm({ ...empty, line }) });
      }}
    >
      <Field label={t.orders.sku} problem={problemAt('/sku')}><input required maxLength={60} value={form.sku} onChange={(event) => setForm({ ...form, sku: event.target.value })} /></Field>
      <Field label={t.orders.name} problem={problemAt('/name')}><input required maxLength={200} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} /></Field>
      <Field label={t.orders.line}>
        <select value={form.line} onChange={(event) => setForm({ ...form, line: event.target.value })}>
          {lines.filter((one) => !one.archived_at).map((one) => <option key={one.id} value={one.general ? '' : one.id}>{lineName(one)}</option>)}
        </select>
      </Field>
      <Field label={t.orders.unit} hint={t.common.optional}><input maxLength={20} value={form.unit} onChange={(event) => setForm({ ...form, unit: event.target.value })} /></Field>
      <ProblemNote error={add.error} />
      <div><Button type="primary" htmlType="submit" loading={add.isPending}>{t.orders.addProduct}</Button></div>
    </form>
  );
}

export default function Products() {
  const t = useTexts();
  const lines = useQuery(linesQuery);
  const products = useQuery(productsQuery);
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <p className="quiet">{t.orders.productsHint}</p>
      <h2>{t.orders.productLines}</h2>
      <Loaded query={lines}>
        {(items) => (
          <div className="panel table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.orders.code}</th>
                  <th scope="col">{t.orders.name}</th>
                  <th scope="col">{t.orders.rhythm}</th>
                  <th scope="col"><span className="hidden-visually">{t.common.edit}</span></th>
                </tr>
              </thead>
              <tbody>{items.map((line) => <LineRow key={line.id} line={line} />)}</tbody>
            </table>
          </div>
        )}
      </Loaded>
      <NewLine />
      <h2>{t.orders.products}</h2>
      <Loaded query={products}>
        {(items) =>
          items.length === 0 ? <p className="quiet">{t.orders.noProducts}</p> : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.orders.sku}</th>
                    <th scope="col">{t.orders.name}</th>
                    <th scope="col">{t.orders.line}</th>
                    <th scope="col">{t.orders.unit}</th>
                    <th scope="col"><span className="hidden-visually">{t.orders.archive}</span></th>
                  </tr>
                </thead>
                <tbody>{items.map((product) => <ProductRow key={product.id} product={product} />)}</tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <NewProduct lines={lines.data ?? []} />
    </Page>
  );
}
