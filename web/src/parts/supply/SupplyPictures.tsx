// The supply in pictures: who has enough in hand, whether what comes in replaces what goes, and why customers go.

import { useMemo } from 'react';
import { useLabels } from '../../api/labels';
import type { SupplyLine, SupplyView } from '../../api/types';
import Picture from '../../components/Picture';
import { useFormats, useTexts } from '../../i18n';

function needOf(line: SupplyLine): number | null {
  const need = line.supply.value.weekly_need;
  return need.kind === 'too_few' ? null : need.value;
}

export default function SupplyPictures({ supply }: { supply: SupplyView }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const units = useMemo(() => supply.units.toReversed(), [supply]);
  const lines = useMemo(
    () => (units.length > 0 ? units.map((unit) => ({ name: unit.team.name, line: unit as SupplyLine })) : supply.reps.map((rep) => ({ name: rep.user.name, line: rep as SupplyLine })).toReversed()),
    [units, supply],
  );
  const names = useMemo(() => lines.map(({ name }) => name), [lines]);
  const held = useMemo(() => [{ name: t.supply.organisations, values: lines.map(({ line }) => line.in_hand.organisations) }], [lines, t]);
  const needs = useMemo(
    () => [
      { name: t.supply.need, values: lines.map(({ line }) => needOf(line)) },
      { name: t.supply.newly, values: lines.map(({ line }) => line.supply.value.newly_screened[0] ?? 0) },
    ],
    [lines, t],
  );
  const losses = useMemo(() => supply.losses.toReversed(), [supply]);
  const reasons = useMemo(() => losses.map((loss) => word(loss.reason, 'loss')), [losses, word]);
  const lost = useMemo(
    () => [
      { name: t.supply.lossCustomers, values: losses.map((loss) => loss.customers) },
      { name: t.supply.lossProspects, values: losses.map((loss) => loss.prospects) },
    ],
    [losses, t],
  );
  const floor = useMemo(() => ({ at: supply.unit_floor, name: t.supply.atLeast(format.number(supply.unit_floor)) }), [supply, t, format]);
  return (
    <div className="stack">
      {units.length > 0 ? <Picture title={t.supply.chartUnits} rows={names} series={held} floor={floor} /> : null}
      <Picture title={t.supply.chartNeed} rows={names} series={needs} />
      {losses.length > 0 ? <Picture title={t.supply.chartLosses} rows={reasons} series={lost} stacked /> : null}
    </div>
  );
}
