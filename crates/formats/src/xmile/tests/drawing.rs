//! Views.

use super::{model, whole};
use interregnum_model::view::{End, ItemKind, Position, Side};

#[test]
fn a_view_with_all_that_stands_in_it() {
    let text = whole(
        r##"<model><variables><stock name="tea"><eqn>1</eqn><outflow>cooling</outflow></stock><flow name="cooling"><eqn>room</eqn></flow><aux name="room"><eqn>70</eqn></aux></variables>
<views><view name="main" zoom="200"><style color="blue"/>
<stock name="tea" x="100" y="80" label_side="top" color="red"/>
<flow name="cooling" x="200" y="80"><pts><pt x="122" y="80"/><pt x="300" y="80"/></pts></flow>
<aux name="room" x="190" y="150"><shape type="circle" radius="9"/></aux>
<alias uid="7" x="50" y="60"><of>tea</of></alias>
<connector uid="8" angle="32" polarity="+" delay_mark="true"><from><alias uid="7"/></from><to>cooling</to><pts><pt x="1" y="2"/></pts></connector>
<connector uid="9"><from>Time</from><to>room</to></connector>
<text_box x="10" y="20" width="30" height="40">Some\ntext</text_box>
<group name="heat" x="1" y="2"><item uid="7"/></group>
<graph type="time_series" x="5" y="6"><title>Tea</title></graph></view></views></model>"##,
    );
    let model = model(&text);
    let view = &model.views[0];
    assert_eq!((view.title.as_str(), view.module.is_none(), view.items.len()), ("main", true, 9));
    assert_eq!(view.properties[0].word, "zoom");
    assert_eq!(view.properties[1].value, "<style color=\"blue\"/>");
    let tea = &view.items[0];
    assert_eq!(
        (tea.at, tea.label, tea.size),
        (Position { x: 100.0, y: 80.0 }, Some(Side::Top), None)
    );
    assert_eq!(tea.properties[0].value, "red");
    let ItemKind::Flow { pipe, .. } = &view.items[1].kind else { panic!("no flow") };
    assert_eq!(pipe[1], Position { x: 300.0, y: 80.0 });
    assert_eq!(view.items[2].size, Some((18.0, 18.0)));
    assert!(matches!(&view.items[3].kind, ItemKind::Alias(name) if name.to_string() == "tea"));
    let ItemKind::Connector(arrow) = &view.items[4].kind else { panic!("no connector") };
    assert_eq!((&arrow.from, &arrow.to), (&End::Item(7), &End::Item(view.items[1].id)));
    assert_eq!((arrow.angle, arrow.polarity, arrow.points.len()), (Some(32.0), Some('+'), 1));
    let ItemKind::Connector(arrow) = &view.items[5].kind else { panic!("no connector") };
    assert!(matches!(&arrow.from, End::Name(name) if name.to_string() == "Time"));
    assert_eq!(view.items[6].kind, ItemKind::Text("Some\ntext".to_owned()));
    assert_eq!(view.items[6].at, Position { x: 25.0, y: 40.0 });
    assert_eq!(view.items[7].properties[0].value, "<item uid=\"7\"/>");
    assert!(
        matches!(&view.items[8].kind, ItemKind::Other { word, text } if word == "graph" && text.ends_with("</graph>"))
    );
    let mut ids: Vec<u32> = view.items.iter().map(|item| item.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 9);
}
