//! How people write the same thing differently, and how lists are spoiled on their way.

use crate::chance::Chance;

/// A number as one person or another writes it: plain, with country code, spaced, in full-width digits.
pub(crate) fn phone(number: &str, chance: &mut Chance) -> String {
    let spaced = |separator: &str| {
        let (carrier, rest) = number.split_at(3);
        let (middle, end) = rest.split_at(rest.len() - 4);
        [carrier, middle, end].join(separator)
    };
    match chance.between(0, 11) {
        0 => format!("+86{number}"),
        1 => format!("+86 {}", spaced(" ")),
        2 => format!("0086{number}"),
        3 => spaced("-"),
        4 => spaced(" "),
        5 => full_width(number),
        6 => format!("（{number}）"),
        _ => number.to_owned(),
    }
}

/// Two numbers in one cell, divided the way people do.
pub(crate) fn two_in_one(first: &str, second: &str, chance: &mut Chance) -> String {
    let divider = chance.pick(&["/", "、", ";", "，", " ", "或"]);
    format!("{first}{divider}{second}")
}

pub(crate) fn full_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
            other => other,
        })
        .collect()
}

/// A name as it stands in a list: sometimes with a title, a blank, or the position in brackets.
pub(crate) fn person_name(name: &str, female: bool, chance: &mut Chance) -> String {
    let title = if female { "女士" } else { "先生" };
    let spaced: Vec<String> = name.chars().map(String::from).collect();
    match chance.between(0, 19) {
        0 => format!("{name}{title}"),
        1 => format!("{name} {title}"),
        2 => format!("{name}（{}）", chance.pick(&["经理", "老师", "工程师", "会计"])),
        3 => format!("{name}{}", chance.pick(&["经理", "老师"])),
        // names of two characters are often stretched to the width of three
        4 if spaced.len() == 2 => spaced.join("　"),
        5 => format!(" {name} "),
        _ => name.to_owned(),
    }
}

/// A date in one of the usual ways.
pub(crate) fn date((year, month, day): (usize, usize, usize), chance: &mut Chance) -> String {
    match chance.between(0, 5) {
        0 => format!("{year}/{month}/{day}"),
        1 => format!("{year}年{month}月{day}日"),
        2 => format!("{year}{month:02}{day:02}"),
        3 => format!("{year}.{month:02}.{day:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// One character is missing, doubled or taken for its neighbour: a slip of the finger in a longer text.
pub(crate) fn slip(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if characters.len() < 4 {
        return text.to_owned();
    }
    let at = chance.between(1, characters.len() - 2);
    match chance.between(0, 2) {
        0 => {
            characters.remove(at);
        }
        1 => characters.insert(at, characters[at]),
        _ => characters.swap(at, at + 1),
    }
    characters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_number_keeps_its_digits() {
        let mut chance = Chance::seeded(5);
        for _ in 0..200 {
            let written = phone("13812345678", &mut chance);
            let digits: String = written
                .chars()
                .map(|c| char::from_u32(u32::from(c).wrapping_sub(0xfee0)).filter(char::is_ascii_digit).unwrap_or(c))
                .filter(char::is_ascii_digit)
                .collect();
            assert!(digits.ends_with("13812345678"), "{written}");
        }
    }

    #[test]
    fn full_width_forms_stand_in_their_own_block() {
        assert_eq!(full_width("138A"), "１３８Ａ");
        assert_eq!(full_width("张"), "张");
    }
}
