// A list as people really have it: a title above the header, GB18030, full-width digits, prefixes, two phones in one
// cell, a blank line, the same person twice, a row without anything to reach, and a total at the end.

import { encode } from 'iconv-lite';

const SURNAMES = '张王李赵陈刘杨黄周吴徐孙马朱胡郭何高罗郑'.split('');
const GIVEN = ['志远', '文博', '雪梅', '建国', '海燕', '晓峰', '春兰', '立新', '玉珍', '宏伟', '思源', '嘉禾', '永康', '凤英', '国栋', '丽华', '子涵', '大勇', '秋月', '德明'];
const PLACES = ['上海', '苏州', '无锡', '宁波', '嘉兴', '南通', '常州'];
const MARKS = ['恒泰', '金誉', '博远', '东升', '瑞祥', '联创', '华腾', '明德', '众合', '新纪元', '盛世', '天工', '四海'];
const TRADES = ['精密机械', '电子元件', '包装材料', '仪器仪表', '塑胶制品', '物流', '纺织', '照明器材', '食品'];

const pick = (pool: string[], at: number) => pool[at % pool.length] ?? '';

function fullWidth(digits: string): string {
  return digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function phone(at: number, salt: number): string {
  const digits = `139${String(10_000_000 + salt * 7_654_321 + at * 137_137).slice(-8)}`;
  return [digits, fullWidth(digits), `+86 ${digits}`, `0086${digits}`][at % 4] ?? digits;
}

export interface MessyList { name: string; file: Buffer; people: number }

/** `salt` keeps two lists of one test run apart: their people have other numbers. */
export function messyList(salt: number, people = 40): MessyList {
  const lines = [`华东工业展参展商名单（第${salt}批）,,,,`, '姓名,手机号码,工作单位,职务,需求'];
  const person = (at: number) => {
    // steps without common factors: neighbours and lists of another salt share neither name nor company
    const seed = at + salt * 101;
    const name = pick(SURNAMES, seed * 3) + pick(GIVEN, seed * 7 + Math.floor(seed / 20)) + (at % 3 === 0 ? '先生' : '');
    const company = `${pick(PLACES, seed * 5)}${pick(MARKS, seed * 4)}${pick(TRADES, seed * 2)}有限公司`;
    return `${name},${phone(at, salt)},${company},采购经理,寻找新的供应商`;
  };
  for (let at = 0; at < people; at += 1) {
    lines.push(person(at));
    if (at === 10) lines.push(',,,,');
  }
  lines.push(person(0), `合计,,${people},,`);
  return { name: `展会名单${salt}.csv`, file: encode(`${lines.join('\r\n')}\r\n`, 'gb18030'), people };
}
