-- Up to here the parts of forms and of instruments were kept by the names of their classes then.
-- In a text that somebody wrote the quotation marks are escaped, so no such text is changed.

UPDATE forms SET said = replace(said, '"type of this":"date","date":', '"is a":"day","day":');
UPDATE forms SET said = replace(said, '"type of this":"Form"', '"is a":"form"');
UPDATE forms SET said = replace(said, '"type of this":"Fields"', '"is a":"fields"');
UPDATE forms SET said = replace(said, '"type of this":"Field"', '"is a":"field"');
UPDATE forms SET said = replace(said, '"type of this":"ReadYear"', '"is a":"year"');
UPDATE forms SET said = replace(said, '"type of this":"ReadDate"', '"is a":"date"');
UPDATE forms SET said = replace(said, '"type of this":"Cell"', '"is a":"cell"');
UPDATE forms SET said = replace(said, '"type of this":"Instrument"', '"is a":"instrument"');
UPDATE forms SET said = replace(said, '"type of this":"Item"', '"is a":"item"');
UPDATE forms SET said = replace(said, '"type of this":"Wording"', '"is a":"wording"');
UPDATE forms SET said = replace(said, '"type of this":"ScalePoint"', '"is a":"scale-point"');
UPDATE forms SET said = replace(said, '"type of this":"StageDefinition"', '"is a":"stage-definition"');
UPDATE forms SET said = replace(said, '"type of this":"Indicator"', '"is a":"indicator"');
UPDATE forms SET said = replace(said, '"type of this":"Example"', '"is a":"example"');
UPDATE forms SET said = replace(said, '"type of this":"KeyWord"', '"is a":"key-word"');
UPDATE instruments SET definition = replace(definition, '"type of this":"date","date":', '"is a":"day","day":');
UPDATE instruments SET definition = replace(definition, '"type of this":"Form"', '"is a":"form"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Fields"', '"is a":"fields"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Field"', '"is a":"field"');
UPDATE instruments SET definition = replace(definition, '"type of this":"ReadYear"', '"is a":"year"');
UPDATE instruments SET definition = replace(definition, '"type of this":"ReadDate"', '"is a":"date"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Cell"', '"is a":"cell"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Instrument"', '"is a":"instrument"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Item"', '"is a":"item"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Wording"', '"is a":"wording"');
UPDATE instruments SET definition = replace(definition, '"type of this":"ScalePoint"', '"is a":"scale-point"');
UPDATE instruments SET definition = replace(definition, '"type of this":"StageDefinition"', '"is a":"stage-definition"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Indicator"', '"is a":"indicator"');
UPDATE instruments SET definition = replace(definition, '"type of this":"Example"', '"is a":"example"');
UPDATE instruments SET definition = replace(definition, '"type of this":"KeyWord"', '"is a":"key-word"');
