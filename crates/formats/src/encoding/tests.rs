//! Bytes that are text, and bytes that are not.

use super::{Decoded, NoText, decode};

fn text(bytes: &[u8], named: Option<&str>) -> String {
    decode(bytes, named).unwrap().text
}

#[test]
fn utf_8_with_and_without_a_mark() {
    assert_eq!(text("Мир".as_bytes(), None), "Мир");
    assert_eq!(text("\u{feff}Мир".as_bytes(), Some("latin1")), "Мир");
}

#[test]
fn utf_16_by_its_mark() {
    assert_eq!(text(&[0xff, 0xfe, b'a', 0, 0x1c, 0x04], None), "aМ");
    assert_eq!(text(&[0xfe, 0xff, 0, b'a', 0x04, 0x1c], None), "aМ");
}

#[test]
fn the_named_encoding_is_used() {
    assert_eq!(text(&[b'a', 0xe9], Some("ISO-8859-1")), "aé");
    assert_eq!(text("aé".as_bytes(), Some("utf-16")), "aé");
}

#[test]
fn without_a_name_windows_1252_is_guessed_and_said() {
    assert_eq!(
        decode(&[b'a', 0x80], None),
        Ok(Decoded { text: "a€".to_owned(), guessed: Some("windows-1252") })
    );
}

#[test]
fn words_of_cyrillic_letters_alone_tell_their_page() {
    let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("население = рождения - смерти");
    assert_eq!(
        decode(&russian, None),
        Ok(Decoded {
            text: "население = рождения - смерти".to_owned(),
            guessed: Some("windows-1251")
        })
    );
    let (french, _, _) = encoding_rs::WINDOWS_1252.encode("été créée à côté, où naît l'œuvre");
    assert_eq!(decode(&french, None).unwrap().guessed, Some("windows-1252"));
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(decode(b"PK\x03\x04\0\0", None), Err(NoText::Binary));
    assert_eq!(decode(&[b'a', 0xe9], Some("utf-8")), Err(NoText::Broken("UTF-8")));
    assert_eq!(decode(b"a", Some("klingon")), Err(NoText::UnknownEncoding));
}
