//! Words with a stable code and a wording in both languages.
//!
//! Every value that a rule hands out (a grade, an advice, a reason's factor) is one of these, so a code without
//! its Chinese and English wording cannot exist: the macro asks for all three at once.

use serde::{Deserialize, Serialize};

/// One wording in both languages of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Which of the two languages a reader wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    /// Simplified Chinese, the product's first language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Text {
    /// The wording in one language.
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// A closed set of words: each with a stable code and its wording.
pub trait Coded: Copy + Sized + 'static {
    /// The first part of the dotted code, shared by the whole set (`screening`, `grade`).
    const GROUP: &'static str;
    /// Every word of the set, in the order in which people should see them.
    const ALL: &'static [Self];

    /// The word's own code, equal to its serialised form (`able_to_pay`).
    fn code(self) -> &'static str;

    /// The wording of the word.
    fn text(self) -> Text;

    /// The code that is unique over all sets (`screening.able_to_pay`).
    fn dotted(self) -> &'static str;

    /// Finds a word by its own or its dotted code.
    fn from_code(code: &str) -> Option<Self> {
        let own = code.strip_prefix(Self::GROUP).and_then(|rest| rest.strip_prefix('.')).unwrap_or(code);
        Self::ALL.iter().copied().find(|word| word.code() == own)
    }
}

/// Declares an enum of [`Coded`] words: `Variant = "code", "中文", "English";`.
macro_rules! coded {
    (
        $(#[$meta:meta])*
        pub enum $name:ident in $group:literal {
            $( $(#[$doc:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $(
                $(#[$doc])*
                #[doc = concat!("`", $code, "`: ", $en, " (", $zh, ")")]
                #[serde(rename = $code)]
                // the description does not see through the macro to serde's word
                #[cfg_attr(feature = "openapi", schema(rename = $code))]
                $variant,
            )+
        }

        impl $crate::coded::Coded for $name {
            const GROUP: &'static str = $group;
            const ALL: &'static [Self] = &[$( Self::$variant, )+];

            fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            fn dotted(self) -> &'static str {
                match self { $( Self::$variant => concat!($group, ".", $code), )+ }
            }

            fn text(self) -> $crate::coded::Text {
                match self { $( Self::$variant => $crate::coded::Text { zh: $zh, en: $en }, )+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::coded::Coded::code(*self))
            }
        }
    };
}
pub(crate) use coded;
