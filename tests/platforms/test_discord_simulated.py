"""The coach on a Discord that another library simulates, with its own idea of what Discord allows."""

from pathlib import Path

from tests.support.discord_simulated import simulated


async def test_a_command_and_a_button_in_a_server(tmp_path: Path) -> None:
    """Both are answered for one pair of eyes, and the message is edited in its place."""
    async with simulated(tmp_path / "coach.db") as simulation:
        guild = simulation.env.create_guild()
        channel = guild.create_text_channel("runners")
        ana = guild.add_member(simulation.env.create_user("ana"))
        shown = await ana.slash(channel, "today")
        await simulation.settle()
        assert shown.ephemeral
        assert shown.response is not None
        assert "calf raise" in str(shown.response.embeds[0].description)
        await ana.click(shown.response, label="Done")
        await simulation.settle()
        assert shown.response is not None
        assert "body weight" in shown.response.content


async def test_words_in_direct_messages(tmp_path: Path) -> None:
    """Said, changed and deleted."""
    async with simulated(tmp_path / "coach.db") as simulation:
        bob = simulation.env.create_user("bob")
        message = await bob.send_dm("3x12 20kg")
        await simulation.settle()
        await bob.edit(message, "3x12 22kg")
        await simulation.settle()
        await bob.delete(message)
        await simulation.settle()
        said = [one.content for one in bob.dm_channel.history() if one.author.bot]
        assert [any(part in text for text in said) for part in ("20 kg", "22 kg", "deleted")] == [True] * 3


async def test_a_form_and_a_choice_while_typing(tmp_path: Path) -> None:
    """The form logs as a message would, and exercises are found by any part of their name."""
    async with simulated(tmp_path / "coach.db") as simulation:
        bob = simulation.env.create_user("bob")
        form = await bob.slash("log")
        assert form.modal is not None
        shown = await bob.submit_modal(form, {"text": "3x12 20kg"})
        await simulation.settle()
        assert "20 kg" in str(shown.response and shown.response.content)
        offered = await bob.autocomplete("show", "exercise", "hop")
        assert "Bunny hops" in [one["name"] for one in offered]


async def test_a_buttons_meaning_is_in_itself(tmp_path: Path) -> None:
    """So it means the same to any process, today and after a restart."""
    async with simulated(tmp_path / "coach.db") as simulation:
        bob = simulation.env.create_user("bob")
        shown = await bob.slash("today")
        await simulation.settle()
        assert shown.response is not None
        custom_id = shown.response.components[0]["components"][0]["custom_id"]
        assert custom_id.startswith("coach/")
        await bob.click(shown.response, custom_id=custom_id)
        await simulation.settle()
        assert "body weight" in "".join(one.content for one in bob.dm_channel.history())
